/// <reference types="@astrojs/starlight" />

declare module 'virtual:reference' {
  const api: Record<string, readonly import('./site/api-reference.ts').ApiModule[]>;
  export default api;
}

declare module 'virtual:run-files' {
  const assets: import('./cells/page-data.ts').RunAssets;
  export default assets;
  export const types: import('./editor/types-client.ts').TypeAssets;
}
