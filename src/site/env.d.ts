/// <reference types="@astrojs/starlight" />

declare module 'virtual:reference' {
  const api: Record<string, readonly import('./api-reference.ts').ApiModule[]>;
  export default api;
}

/** Pagefind's interface, which has no types of its own. */
declare module '@pagefind/default-ui' {
  export class PagefindUI {
    constructor(options: {
      readonly element: string;
      readonly baseUrl: string;
      readonly bundlePath: string;
      readonly ranking: Readonly<Record<string, number>>;
      readonly showImages: boolean;
      readonly showSubResults: boolean;
      readonly translations: Readonly<Record<string, string>>;
    });
  }
}
