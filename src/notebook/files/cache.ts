/** Where things are kept that take time to make. All of it can be deleted. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest folder above this file that has packages: that of the project. */
export const PROJECT: string = projectOf(dirname(fileURLToPath(import.meta.url)));

/** For what does not change until the packages or the notebook do. */
export const CACHE: string = join(PROJECT, 'node_modules', '.cache', 'notebook');

function projectOf(folder: string): string {
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, 'node_modules')) ? folder : projectOf(above);
}
