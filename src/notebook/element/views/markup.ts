/** HTML that the build writes into the page and scripts draw after a run, described once for both. */

export interface Tag {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly Markup[];
}

/** `true` is an attribute without value; `undefined` and `false` are none. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Text, an element, or in a page what has been drawn already. */
export type Markup = string | Tag | Node;

export function h(tag: string, attributes: Attributes = {}, ...children: readonly Markup[]): Tag {
  return { tag, attributes, children };
}

/** For the build. */
export function toHtml(markup: Iterable<Markup>): string {
  let html = '';
  for (const part of markup) html += typeof part === 'string' ? escaped(part) : tagHtml(part as Tag);
  return html;
}

function tagHtml({ tag, attributes, children }: Tag): string {
  let opening = tag;
  for (const [name, value] of given(attributes)) {
    opening += value === '' ? ` ${name}` : ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`;
  }
  return `<${opening}>${toHtml(children)}</${tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const SVG = 'http://www.w3.org/2000/svg';

/** For the page. */
export function toDom(markup: Tag): HTMLElement {
  // Callers that draw a picture use it as an element like any other.
  return create(markup, markup.tag === 'svg') as HTMLElement;
}

/** The HTML parser puts `<svg>` and what is in it into SVG's namespace; a script has to ask for it. */
function create({ tag, attributes, children }: Tag, svg: boolean): Element {
  const element = svg ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of given(attributes)) element.setAttribute(name, value);
  for (const child of children) {
    const isTag = typeof child === 'object' && 'tag' in child;
    element.append(isTag ? create(child, svg || child.tag === 'svg') : child);
  }
  return element;
}

/** The same for text and what is drawn already, which stay as they are. */
export function live(markup: Markup): Node | string {
  return typeof markup === 'object' && 'tag' in markup ? toDom(markup) : markup;
}

function given(attributes: Attributes): [name: string, value: string][] {
  return Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : [[name, value === true ? '' : `${value}`]],
  );
}
