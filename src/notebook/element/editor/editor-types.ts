/**
 * Types in the editor: completion, what a name is, and warnings. They come from a worker (languages/typescript/types/) that is loaded
 * with the reader's first change or first request; until then, and if it fails, there are none.
 */

import { types as assets } from 'virtual:run-files';
import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { ensureSyntaxTree } from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import { activateHover, EditorView, hoverTooltip, keymap, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { Description, TypeProblem } from '../../languages/typescript/types/protocol.ts';
import { TypesClient } from '../../languages/typescript/types/types-client.ts';
import { splitFiles } from '../../model/files.ts';
import type { Program } from '../../model/program.ts';
import { megabytes } from '../views/display.ts';
import { h, toDom } from '../views/markup.ts';
import { sentence } from '../views/output-lines.ts';
import { setProblems } from './editor-problems.ts';

/** Milliseconds without a change after which the types are checked. */
const CHECK_AFTER = 400;

/** One for all cells of the page. */
const client = new TypesClient(assets);
const checkers = new Set<Checker>();
client.watch(() => {
  if (client.state.is === 'ready') for (const checker of checkers) checker.schedule();
});

/** Types are on their way: how much of them has come. Null otherwise. */
export function typesProgress(): string | null {
  const { state } = client;
  return state.is === 'loading' ? `Types: ${megabytes(state.loaded, state.total)}` : null;
}

/** Whether there are no types, as they could not be loaded. */
export function typesAreMissing(): boolean {
  return client.state.is === 'failed';
}

/** Calls `watcher` when `typesProgress()` or `typesAreMissing()` has changed. */
export function watchTypes(watcher: () => void): void {
  client.watch(watcher);
}

/** `program` is the cell as it is now, with those it may import. */
export function typeSupport(program: () => Program): Extension {
  const hover = hoverTooltip(async (view, pos) => {
    const found =
      client.state.is === 'ready' ? await client.ask(now(program, view), { kind: 'hover', offset: pos }) : null;
    if (found === null) return null;
    return { pos: found.from, end: found.to, above: true, create: () => ({ dom: describe(found) }) };
  });
  const explain = async (view: EditorView): Promise<void> => {
    client.load();
    const { state } = view;
    const { head } = state.selection.main;
    const found = await client.ask(now(program, view), { kind: 'hover', offset: head });
    if (view.state.doc !== state.doc || view.state.selection.main.head !== head) return;
    const words = found === null ? 'There is nothing to explain here' : `${signatureText(found)}. ${found.says}`;
    view.dispatch({ effects: EditorView.announce.of(words) });
    activateHover(view, head, 1, { tooltip: hover, until: (tr) => tr.docChanged || tr.selection !== undefined });
  };
  return [
    autocompletion({ override: [(context) => complete(context, program)], icons: false }),
    hover,
    keymap.of([
      {
        key: 'F1',
        run: (view) => {
          void explain(view);
          return true;
        },
      },
    ]),
    ViewPlugin.define((view) => new Checker(view, program)),
  ];
}

/** The program with the editor's text: while an editor is updating, the page has not been told of it yet. */
function now(program: () => Program, { state }: { readonly state: EditorState }): Program {
  const { entry, files } = program();
  const { [entry]: _, ...imported } = files;
  const { entry: text, others } = splitFiles(state.doc.toString());
  return { entry, files: { ...imported, ...others, [entry]: text } };
}

/** Has a cell checked when it, or one that it imports, has been changed. */
class Checker {
  readonly #view: EditorView;
  readonly #program: () => Program;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView, program: () => Program) {
    this.#view = view;
    this.#program = program;
    checkers.add(this);
  }

  update({ docChanged, transactions }: ViewUpdate): void {
    if (!docChanged) return;
    const byReader = transactions.some((one) => one.isUserEvent('input') || one.isUserEvent('delete'));
    if (byReader && client.state.is === 'idle' && !savesData()) client.load();
    const { entry } = this.#program();
    for (const checker of checkers) if (Object.hasOwn(checker.#program().files, entry)) checker.schedule();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    checkers.delete(this);
  }

  schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), CHECK_AFTER);
  }

  async #check(): Promise<void> {
    const { doc } = this.#view.state;
    const found = await client.ask(now(this.#program, this.#view), { kind: 'check' });
    if (found === null || this.#view.state.doc !== doc) return;
    const isSaid = (one: TypeProblem): boolean => found.some((other) => other !== one && other.from === one.from);
    const worth = found.filter((one) => one.severity !== 'unused' || !isSaid(one));
    setProblems(this.#view, 'types', worth.map(problem));
  }
}

function problem({ from, to, message, severity }: TypeProblem) {
  if (severity === 'unused') return { from, to, message, severity: 'hint', markClass: 'cm-unused' } as const;
  return { from, to, message, severity };
}

function savesData(): boolean {
  return (navigator as { connection?: { readonly saveData?: boolean } }).connection?.saveData === true;
}

/** Milliseconds that parsing may take to tell whether the cursor stands in a string. */
const PARSING = 20;

/** Where no name stands that could be completed. */
const LITERALS = new Set(['LineComment', 'BlockComment', 'String', 'TemplateString', 'Escape', 'RegExp', 'Number']);

async function complete(context: CompletionContext, program: () => Program): Promise<CompletionResult | null> {
  const tree = ensureSyntaxTree(context.state, context.pos, PARSING);
  if (tree === null || LITERALS.has(tree.resolveInner(context.pos, -1).name)) return null;
  if (context.explicit) client.load();
  else if (context.matchBefore(/[\w$]|\./) === null) return null;
  const found = await client.ask(now(program, context), { kind: 'complete', offset: context.pos });
  if (found === null || found.options.length === 0 || context.aborted) return null;
  return {
    from: found.from,
    validFor: /^[\w$]*$/,
    options: found.options.map(({ name, global }) => ({
      label: name,
      boost: global ? -50 : 0,
      info: async () => {
        const { state } = context.view ?? context;
        const offset = state.selection.main.head;
        const described = await client.ask(now(program, { state }), { kind: 'describe', offset, name });
        return described === null ? null : describe(described);
      },
    })),
  };
}

function describe({ signature, says }: Description): HTMLElement {
  const code = signature.map(({ text, colour }) => h('span', { class: colour && `c-${colour}` }, text));
  const words = says === '' ? [] : [h('p', {}, ...sentence(says))];
  return toDom(h('div', { class: 'cm-description' }, h('pre', {}, ...code), ...words));
}

function signatureText({ signature }: Description): string {
  return signature.map(({ text }) => text).join('');
}
