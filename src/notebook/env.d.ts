/** What components import that the build makes for each site. */

/// <reference types="astro/client" />

declare module 'virtual:run-files' {
  const assets: import('./model/page-data.ts').RunAssets;
  export default assets;
  export const types: import('./languages/typescript/types/types-client.ts').TypeAssets;
}

declare module 'virtual:notebook-beside' {
  const beside: import('./model/beside.ts').BesideCell;
  export default beside;
}

declare module 'virtual:notebook-site' {
  const site: import('./astro/site.ts').NotebookSite;
  export default site;
}

declare module 'virtual:notebook-forms' {
  const forms: import('./model/forms.ts').CodeForms;
  export default forms;
}
