/** The notebook in an Astro site: what goes into its configuration. */
export { plain } from '../languages/typescript/plain-files.ts';
export type { RuntimeFiles } from '../languages/typescript/runtime.ts';
export type { Beside, BesideCell, Note } from '../model/beside.ts';
export type { CellExtension } from '../model/extension.ts';
export type { CodeForms } from '../model/forms.ts';
export { budgets } from './budgets.ts';
export { cellsInMdx } from './cells-in-mdx.ts';
export { codeTheme, withoutTimeLimit } from './code-theme.ts';
export { formsInMdx } from './forms-in-mdx.ts';
export { licences } from './licences.ts';
export { offline } from './offline/offline.ts';
export { policy } from './policy.ts';
export { runFiles, type SiteModules } from './run-files.ts';
export type { Badge, Download, NotebookSite, ReaderLanguage } from './site.ts';
