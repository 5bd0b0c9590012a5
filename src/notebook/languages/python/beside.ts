/** A cell's Python twin, as its page shows it: its code, and how what CPython printed compares with the cell's output. */
import type { BesideCell, Note } from '../../model/beside.ts';
import { compareTwin, sameLines, twinVersion } from './normalise.ts';
import { threadUse } from './threads.ts';
import type {} from './twin.ts';

/** @param compared where readers find what is compared between a cell and its twin, behind the site's base */
export function pythonBeside(compared: string): BesideCell {
  return (cell, recording) => {
    const { twin, differs, older } = cell;
    if (twin === undefined) return { code: [], agreement: null, output: null, notes: [] };
    const version = twinVersion(cell);
    const output = recording?.typescript;
    const python = recording?.python?.[version];
    const agrees =
      output !== undefined && python !== undefined && compareTwin(cell, python, output).problems.length === 0;
    const agreement = agrees ? { on: `CPython ${version}`, same: sameLines(cell, python, output) } : null;
    const link = { before: 'See', address: compared, text: 'what is compared' };
    const notes: Note[] = [];
    if (agreement?.same === false)
      notes.push({ says: 'CPython’s output differs in details such as file names.', link });
    if (differs !== undefined) notes.push({ says: `CPython prints something different here: ${differs}` });
    const same = output === undefined || python === undefined || sameLines(cell, python, output);
    const runs = {
      on: `CPython ${version}`,
      ...(!same && { recorded: python }),
      ...(cell.measured !== undefined && { refused: refusal(twin.source, version) }),
    };
    return {
      code: [{ language: 'python', label: 'Python', source: twin.source, runs }],
      agreement,
      output:
        older === undefined || recording === undefined
          ? null
          : {
              title: `CPython ${older} prints something else. Recorded there:`,
              lines: (recording.python?.[older]?.lines ?? []).map(({ text }) => text),
            },
      notes,
    };
  };
}

function refusal(program: string, version: string): string {
  const why =
    threadUse(program) === null
      ? 'This program needs signals or sockets of an operating system, and CPython in WebAssembly has none'
      : 'This program needs threads or processes, and CPython in WebAssembly has neither';
  return `${why}, so it does not run in a browser. Run shows what CPython ${version} printed; the TypeScript program runs here.`;
}
