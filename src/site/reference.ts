/**
 * Hands the API's description to the pages, as the module `virtual:reference`.
 *
 * It is made while the site is built, in the process that builds: the
 * TypeScript compiler has no business in a bundle.
 */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { describeApi } from './api-reference.ts';

const NAME = 'virtual:reference';

/** @param root directory of the project */
export function reference(root: URL): AstroIntegration {
  return {
    name: 'awaitable-reference',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'awaitable-reference',
                resolveId: (id: string) => (id === NAME ? `\0${NAME}` : undefined),
                load: (id: string) =>
                  id === `\0${NAME}`
                    ? `export default ${JSON.stringify(describeApi(fileURLToPath(root)))};`
                    : undefined,
              },
            ],
          },
        });
      },
    },
  };
}
