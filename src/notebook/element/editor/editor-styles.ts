/**
 * CodeMirror's styles under the site's policy.
 *
 * CodeMirror writes them into a `<style>` element, which the policy refuses
 * (no hash can be known before), except in a shadow root, where it uses a
 * constructed style sheet. This makes it do the same in the document: the set
 * of styles is made for something that looks like a root without a head, and
 * handed to the document under the key that style-mod keeps to itself.
 */
import { StyleModule } from 'style-mod';

export function adoptEditorStyles(): void {
  const root = { ownerDocument: document, adoptedStyleSheets: [] };
  StyleModule.mount(root as unknown as DocumentOrShadowRoot, []);
  for (const key of Object.getOwnPropertySymbols(root)) Reflect.set(document, key, Reflect.get(root, key));
}
