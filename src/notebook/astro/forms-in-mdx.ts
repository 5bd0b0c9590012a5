/**
 * The Markdown plugin for code in running text that the reader's language decides about (model/forms.ts): the page gets all
 * its forms, and ReaderLanguage.astro shows one.
 */
import { fileURLToPath } from 'node:url';
import type { MdastPluginDefinition, MdastPluginEntry } from 'satteri';
import { type CodeForms, formAttributes, formsIn, withForms } from '../model/forms.ts';

/**
 * @param derive forms of code whose author gives none
 * @param compares whether a page (its file) is about the languages themselves, so that its code stays as it is
 */
export function formsInMdx(derive: CodeForms, compares: (file: string) => boolean = () => false): MdastPluginEntry {
  return ({ fileURL, sourceFormat }): MdastPluginDefinition | null => {
    if (fileURL === undefined || sourceFormat !== 'mdx' || compares(fileURLToPath(fileURL))) return null;
    return {
      name: 'forms',
      inlineCode(node, context): void {
        if (node.data !== undefined && 'form' in node.data) return;
        const forms = formsIn(withForms(node.value, derive));
        if (forms.length === 1) return;
        context.replaceNode(
          node,
          forms.map((form, at) => {
            const attributes = formAttributes(forms, at);
            // The address of a heading and its entry in the table of contents have no forms. They come from its text, and that
            // is the last form: the others are in an attribute until the page is drawn.
            if (at < forms.length - 1) {
              return {
                type: 'mdxJsxTextElement',
                name: 'code',
                attributes: Object.entries({ ...attributes, 'set:text': form }).map(([name, value]) => ({
                  type: 'mdxJsxAttribute',
                  name,
                  value,
                })),
                children: [],
              };
            }
            return { type: 'inlineCode', value: form, data: { form: at, hProperties: attributes } };
          }),
        );
      },
    };
  };
}
