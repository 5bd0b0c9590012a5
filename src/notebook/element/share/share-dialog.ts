/** The dialog behind a cell's Share button: links, files and the page to embed. */
import site from 'virtual:notebook-site';
import { twinModule } from '../../languages/python/twin.ts';
import { PLAYGROUND, pageAddress } from '../../model/page-data.ts';
import { cellAsFile, cellFile, withImports } from '../../model/program.ts';
import { drawSentence } from '../views/display.ts';
import { START } from './fragments.ts';
import { encodeShare, ShareProblem } from './share-code.ts';

/** Some chat programs and mailers cut longer links off. */
const LONG = 2_000;
const DONE_FOR = 2_000;

export interface Shared {
  readonly id: string;
  readonly title: string;
  /** Path of the page in `content/`. */
  readonly page: string;
  /** The site's root, with a slash at its end. */
  readonly base: string;
  /** The texts of all cells as they are now, and as the page came. */
  readonly sources: ReadonlyMap<string, string>;
  readonly originals: ReadonlyMap<string, string>;
  /** Whether the cell has a Python twin. */
  readonly hasTwin: boolean;
}

/** Opens the dialog. It is made anew each time and gone once it is closed. */
export async function openShareDialog(shared: Shared): Promise<void> {
  const { id, title, page, base, sources, originals, hasTwin } = shared;
  // Not this document's own address: a cell may be embedded elsewhere.
  const here = new URL(base + pageAddress(page), location.href).href;
  const ofSite = page !== PLAYGROUND;
  const twin = ofSite && hasTwin && site.twins !== undefined ? `${twinModule(id)}.py` : null;
  const changed = withImports(id, sources).filter((part) => sources.get(part) !== originals.get(part));

  const dialog = document.createElement('dialog');
  dialog.className = 'share-dialog not-content';
  const heading = document.createElement('h2');
  heading.id = 'share-title';
  heading.textContent = `Share “${title}”`;
  dialog.setAttribute('aria-labelledby', heading.id);
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'share-close';
  close.setAttribute('aria-label', 'Close');
  close.textContent = '×';
  close.addEventListener('click', () => dialog.close());
  dialog.append(heading, close);

  if (changed.length > 0) {
    let link: string | null = null;
    let note =
      'The link itself carries the code, after the `#`. A reader who opens it first sees what differs from the page. Nothing runs until they press Run.';
    try {
      link = here + (await encodeShare({ cell: id, sources: texts([id, ...changed], sources) }));
      if (link.length > LONG)
        note += ` It has ${link.length} characters, and some chat programs cut off links that long.`;
    } catch (error) {
      if (!(error instanceof ShareProblem)) throw error;
      note = error.message;
    }
    dialog.append(section('Link to this code, with your changes', link, note));
  }
  if (ofSite) {
    dialog.append(
      section(
        changed.length > 0 ? 'Link to the page’s version of this cell' : 'Link to this cell',
        `${here}#cell-${id}`,
      ),
    );
  } else if (changed.length === 0) {
    dialog.append(section('Nothing to link to yet', null, 'Write a program, or choose one to start from.'));
  }

  const files = document.createElement('p');
  files.className = 'share-files';
  const program = URL.createObjectURL(new Blob([cellAsFile(id, sources)], { type: 'text/plain' }));
  files.append(download(program, cellFile(id), cellFile(id)));
  if (twin !== null) files.append(download(`${base}${site.twins}${page}/${twin}`, twin, twin));
  const runs = [
    ...(site.runs === undefined ? [] : [site.runs(cellFile(id))]),
    ...(twin === null ? [] : [`\`python3 ${twin}\` runs the Python twin, which has none of your changes.`]),
  ];
  dialog.append(part('Download', files, runs.length === 0 ? undefined : runs.join(' ')));

  if (ofSite && site.embeds !== undefined) {
    const at = new URL(`${base}${site.embeds}${page}/${id}/`, location.href).href;
    const frame = `<iframe src="${at}" title="${title.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" style="width: 100%; height: 30rem; border: 0"></iframe>`;
    dialog.append(section('Embed it in another page', frame, 'The frame shows the page’s version of this cell.'));
  }
  if (ofSite && site.playground !== undefined) {
    const playground = await playgroundLink(shared, site.playground, changed.length > 0);
    if (playground !== null) dialog.append(playground);
  }

  dialog.addEventListener('close', () => {
    dialog.remove();
    URL.revokeObjectURL(program);
  });
  // A click beside the dialog is one on its backdrop.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** Leads to the playground with the cell and what it imports as one text; null if that is too long for a link. */
async function playgroundLink(
  { id, page, base, sources }: Shared,
  address: string,
  changed: boolean,
): Promise<HTMLElement | null> {
  const words = document.createElement('p');
  const link = document.createElement('a');
  link.textContent = 'Open it in the playground';
  try {
    const code = (): Promise<string> =>
      encodeShare({ cell: PLAYGROUND, sources: { [PLAYGROUND]: cellAsFile(id, sources) } });
    link.href = `${base}${address}${changed ? await code() : `${START}${page}/${id}`}`;
  } catch {
    return null;
  }
  words.append(link);
  return words;
}

function texts(ids: readonly string[], sources: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(ids.map((id) => [id, sources.get(id) ?? '']));
}

/** A text to copy, with its button and what is to be said about it. */
function section(title: string, text: string | null, note?: string): HTMLElement {
  if (text === null) return part(title, null, note);
  const row = document.createElement('div');
  row.className = 'share-text';
  const field = document.createElement('input');
  field.readOnly = true;
  field.value = text;
  field.setAttribute('aria-label', title);
  field.addEventListener('focus', () => field.select());
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.textContent = 'Copy';
  const said = document.createElement('span');
  said.className = 'sr-only';
  said.setAttribute('role', 'status');
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.dataset['done'] = '';
      said.textContent = 'Copied';
      setTimeout(() => {
        delete copy.dataset['done'];
        said.textContent = '';
      }, DONE_FOR);
    } catch {
      field.focus();
      said.textContent = 'The browser blocked the copy. The text is selected: copy it yourself.';
    }
  });
  row.append(field, copy, said);
  return part(title, row, note);
}

function part(title: string, content: HTMLElement | null, note?: string | undefined): HTMLElement {
  const block = document.createElement('section');
  const heading = document.createElement('h3');
  heading.textContent = title;
  block.append(heading);
  if (content !== null) block.append(content);
  if (note !== undefined) {
    const words = document.createElement('p');
    words.append(...drawSentence(note));
    block.append(words);
  }
  return block;
}

function download(href: string, name: string, text: string): HTMLElement {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.textContent = text;
  return link;
}
