/** A Python twin as one file that `python3` runs, with the twins that it imports in it. */

/**
 * The imported modules come first, as texts that are made into modules: each keeps its own names, and pickle finds
 * its functions in worker processes too, since those import the file again.
 *
 * @param modules by name, each before those that import it
 */
export function pythonFile(source: string, modules: readonly (readonly [name: string, source: string])[]): string {
  if (modules.length === 0) return `${source}\n`;
  const texts = modules.map(([name, text]) => `define("${name}", '''\\\n${escaped(text)}\n''')\n`);
  return `${[PREAMBLE, ...texts].join('\n\n')}\n\n# The program itself.\n${source}\n`;
}

const PREAMBLE = `# The program stands at the end of this file. Before it stands what it imports.
import sys
import types


def define(name, source):
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(source, f"{name}.py", "exec"), module.__dict__)
`;

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll("'''", "\\'\\'\\'");
}
