/// <reference types="@astrojs/starlight" />

declare module 'virtual:reference' {
  const api: Record<string, readonly import('./api-reference.ts').ApiModule[]>;
  export default api;
}

declare module 'virtual:run-files' {
  const assets: import('../notebook/model/page-data.ts').RunAssets;
  export default assets;
  export const types: import('../notebook/languages/typescript/types/types-client.ts').TypeAssets;
}
