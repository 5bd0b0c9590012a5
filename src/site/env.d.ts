/// <reference types="@astrojs/starlight" />

declare module 'virtual:reference' {
  const api: Record<string, readonly import('./api-reference.ts').ApiModule[]>;
  export default api;
}
