/**
 * CodeMirror's styles under the site's policy.
 *
 * CodeMirror writes its styles into a `<style>` element. The policy refuses
 * that, as it cannot know their hash. In a shadow root CodeMirror uses a
 * constructed style sheet instead. This makes it do so in the document, too:
 * the style set is created for an object that looks like a shadow root, and
 * stored in the document under the key that style-mod uses.
 */
import { StyleModule } from 'style-mod';

export function adoptEditorStyles(): void {
  const root = { ownerDocument: document, adoptedStyleSheets: [] };
  StyleModule.mount(root as unknown as DocumentOrShadowRoot, []);
  for (const key of Object.getOwnPropertySymbols(root)) Reflect.set(document, key, Reflect.get(root, key));
}
