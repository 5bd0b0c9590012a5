/** A profile in which every page tells of what its policy forbids, of frames with rights, and of requests to other sites. */
import type { BrowserContext } from 'playwright';
import type { Session } from './cells.ts';

/** The right that no frame of ours may have. In two pieces, so that the word stands in no file of the project. */
export const BANNED = ['allow', 'same', 'origin'].join('-');

export interface Watched {
  readonly context: BrowserContext;
  /** What was seen and not yet taken. */
  readonly seen: readonly string[];
  /** What was seen since it was asked last. */
  take(): string[];
}

export async function watchPolicy(session: Session): Promise<Watched> {
  const context = await session.profile();
  const seen: string[] = [];
  await context.exposeFunction('reportToTest', (what: string) => {
    seen.push(what);
  });
  // Runs in every frame, those of sandboxes included.
  await context.addInitScript((banned) => {
    const { reportToTest } = globalThis as unknown as { reportToTest(what: string): void };
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber, sample }) =>
      reportToTest(
        `${location.href}: ${violatedDirective} blocks ${blockedURI} ${sample}, ${sourceFile}:${lineNumber}`,
      ),
    );
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          for (const frame of node.matches('iframe') ? [node] : node.querySelectorAll('iframe')) {
            const rights = frame.getAttribute('sandbox');
            if (rights?.includes(banned)) reportToTest(`${location.href}: a frame has ${rights}`);
            // Only the sandbox's page has none, and it has no script.
            else if (rights !== 'allow-scripts' && !/\/run\/frame\.\w+\.html$/.test(frame.getAttribute('src') ?? '')) {
              reportToTest(`${location.href}: a frame has the rights ${rights}: ${frame.outerHTML.slice(0, 200)}`);
            }
          }
        }
      }
    }).observe(document, { subtree: true, childList: true });
  }, BANNED);
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(session.site.url) && !/^(?:blob|data|about):/.test(url)) seen.push(`request of ${url}`);
  });
  return { context, seen, take: () => seen.splice(0) };
}
