/** The dialog behind a cell's Share button: links, files and the page to embed. */
import site from 'virtual:notebook-site';
import { pythonFile } from '../../languages/python/python-file.ts';
import { PLAYGROUND } from '../../model/page-data.ts';
import { cellAsFile, cellFile, pythonModule, pythonWithImports } from '../../model/program.ts';
import { START } from '../store/storage.ts';
import type { PageStore } from '../store/store.ts';
import { h, type Tag, toDom } from '../views/markup.ts';
import { sentence } from '../views/output-lines.ts';
import { cellFragment, changedTexts, pageLink } from './cell-link.ts';
import { encodeShare, ShareProblem } from './share-code.ts';

/** Some chat programs and mailers cut longer links off. */
const LONG = 2_000;
const DONE_FOR = 2_000;

/**
 * Opens the dialog for a cell. It is made anew each time and gone once it is closed.
 *
 * @param hasOther whether the cell shows its program in another language, too
 * @param loop the event at which the reader looks at the loop; null: it is not shown
 */
export async function openShareDialog(
  store: PageStore,
  id: string,
  hasOther: boolean,
  loop: number | null,
): Promise<void> {
  const { title } = store.dataOf(id);
  const { page, base } = store.data;
  const sources = store.texts;
  const here = pageLink(store, loop);
  const ofSite = page !== PLAYGROUND;
  const other = (ofSite && hasOther && site.download?.(page, id)) || null;
  const inPython = store.pythonTexts;
  const { typescript: changed, python: changedInPython } = changedTexts(store, id);
  const isChanged = changed.length + changedInPython.length > 0;

  const close = toDom(h('button', { type: 'button', class: 'share-close', 'aria-label': 'Close' }, '×'));
  const heading = h('h2', { id: 'share-title' }, `Share “${title}”`);
  const attributes = { class: 'share-dialog not-content', 'aria-labelledby': 'share-title' };
  const dialog = toDom(h('dialog', attributes, heading, close)) as HTMLDialogElement;
  close.addEventListener('click', () => dialog.close());

  if (isChanged) {
    let link: string | null = null;
    let note =
      'The link itself carries the code, after the `#`. A reader who opens it first sees what differs from the page. Nothing runs until they press Run.';
    try {
      link = here + (await cellFragment(store, id));
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
      section(isChanged ? 'Link to the page’s version of this cell' : 'Link to this cell', `${here}#cell-${id}`),
    );
  } else if (!isChanged) {
    dialog.append(section('Nothing to link to yet', null, 'Write a program, or choose one to start from.'));
  }

  const made: string[] = [];
  const fileOf = (text: string): string => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    made.push(url);
    return url;
  };
  const files = [download(fileOf(cellAsFile(id, sources)), cellFile(id))];
  if (inPython.has(id) && (other === null || changedInPython.length > 0))
    files.push(download(fileOf(pythonAsFile(id, inPython)), `${pythonModule(id)}.py`));
  else if (other !== null) files.push(download(base + other.address, other.name));
  const runs = [...(site.runs === undefined ? [] : [site.runs(cellFile(id))]), ...(other === null ? [] : [other.runs])];
  dialog.append(
    part('Download', toDom(h('p', { class: 'share-files' }, ...files)), runs.length === 0 ? undefined : runs.join(' ')),
  );

  if (ofSite && site.embeds !== undefined) {
    const at = new URL(`${base}${site.embeds}${page}/${id}/`, location.href);
    // Who embeds it sees it as they see it here.
    const { language } = document.documentElement.dataset;
    if (language !== undefined) at.searchParams.set('lang', language);
    if (loop !== null) at.searchParams.set('loop', `${loop + 1}`);
    const frame = `<iframe src="${at.href}" title="${title.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" style="width: 100%; height: 30rem; border: 0"></iframe>`;
    dialog.append(section('Embed it in another page', frame, 'The frame shows the page’s version of this cell.'));
  }
  if (ofSite && site.playground !== undefined) {
    const playground = await playgroundLink(store, id, `${base}${site.playground}`, isChanged);
    if (playground !== null) dialog.append(playground);
  }

  dialog.addEventListener('close', () => {
    dialog.remove();
    for (const url of made) URL.revokeObjectURL(url);
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
  store: PageStore,
  id: string,
  address: string,
  changed: boolean,
): Promise<HTMLElement | null> {
  try {
    const python = store.pythonTexts;
    const own = { [PLAYGROUND]: cellAsFile(id, store.texts) };
    const inPython = python.has(id) ? { [`${PLAYGROUND}.py`]: pythonAsFile(id, python) } : {};
    // The first is the one that is shown there.
    const sources = store.cell(id).language === 'python' ? { ...inPython, ...own } : { ...own, ...inPython };
    const fragment = changed ? await encodeShare({ cell: PLAYGROUND, sources }) : `${START}${store.data.page}/${id}`;
    return toDom(h('p', {}, h('a', { href: `${address}${fragment}` }, 'Open it in the playground')));
  } catch {
    return null;
  }
}

/** A cell's program in Python as one file, with those that it imports in it. */
function pythonAsFile(id: string, sources: ReadonlyMap<string, string>): string {
  const modules = pythonWithImports(id, sources)
    .slice(0, -1)
    .map((name) => [pythonModule(name), sources.get(name) ?? ''] as const);
  return pythonFile(sources.get(id) ?? '', modules);
}

/** A text to copy, with its button and what is to be said about it. */
function section(title: string, text: string | null, note?: string): HTMLElement {
  if (text === null) return part(title, null, note);
  const field = toDom(h('input', { readonly: true, value: text, 'aria-label': title })) as HTMLInputElement;
  field.addEventListener('focus', () => field.select());
  const copy = toDom(h('button', { type: 'button' }, 'Copy'));
  const said = toDom(h('span', { class: 'sr-only', role: 'status' }));
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
  return part(title, toDom(h('div', { class: 'share-text' }, field, copy, said)), note);
}

function part(title: string, content: HTMLElement | null, note?: string | undefined): HTMLElement {
  const words = note === undefined ? [] : [h('p', {}, ...sentence(note))];
  return toDom(h('section', {}, h('h3', {}, title), ...(content === null ? [] : [content]), ...words));
}

function download(href: string, name: string): Tag {
  return h('a', { href, download: name }, name);
}
