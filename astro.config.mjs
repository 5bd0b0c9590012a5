import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { budgets } from './src/notebook/astro/budgets.ts';
import { cellsInMdx } from './src/notebook/astro/cells-in-mdx.ts';
import { codeTheme, withoutTimeLimit } from './src/notebook/astro/code-theme.ts';
import { formsInMdx } from './src/notebook/astro/forms-in-mdx.ts';
import { licences } from './src/notebook/astro/licences.ts';
import { offline } from './src/notebook/astro/offline/offline.ts';
import { policy } from './src/notebook/astro/policy.ts';
import { runFiles } from './src/notebook/astro/run-files.ts';
import { awaitable } from './src/site/awaitable/files.ts';
import { EXTENSIONS } from './src/site/cells.ts';
import forms, { compares } from './src/site/forms/forms.ts';
import { outline } from './src/site/outline.ts';
import { pictures } from './src/site/pictures.ts';
import { RANKING } from './src/site/ranking.ts';
import { reference } from './src/site/reference.ts';

/** Starlight's parts that this site does without. */
const UNUSED = Object.fromEntries(
  ['Banner', 'DraftContentNotice', 'EditLink', 'FallbackContentNotice', 'Hero', 'LanguageSelect'].map((name) => [
    name,
    './src/site/components/Nothing.astro',
  ]),
);

// BASE: the path under which the site will be served, `/` or `/notebook/`. SITE: its host, `https://example.org`, for
// those who look at a page from elsewhere. OUT: where the built site goes.
export default defineConfig({
  base: process.env.BASE ?? '/',
  site: process.env.SITE,
  outDir: process.env.OUT ?? './dist',
  srcDir: './src/site',
  publicDir: './src/site/static',
  trailingSlash: 'ignore',
  // The browser does it, where it can: src/site/components/Head.astro.
  prefetch: false,
  // A folder whose name begins with an underscore is dropped by some static hosts.
  build: { assets: 'assets' },
  vite: {
    plugins: [
      {
        name: 'no-preload',
        enforce: 'pre',
        // Scripts that come when they are needed are not announced by links: in WebKit one that has failed so fails
        // ever after, on all pages, and a reader who was offline for a moment would never get it. At most one more
        // script is behind each.
        configEnvironment: (name) => (name === 'client' ? { build: { modulePreload: false } } : undefined),
        // What Vite would write such links with, 0.9 kB on every page.
        load: {
          filter: { id: /^\0vite\/preload-helper\.js$/ },
          handler: () => 'export const __vitePreload = (load) => load();',
        },
        writeBundle(_, bundle) {
          for (const { fileName, code } of Object.values(bundle)) {
            if (code?.includes('__vite__mapDeps'))
              this.error(`${fileName} imports a script with a style sheet of its own, which nothing would load`);
          }
        },
      },
    ],
  },
  devToolbar: { enabled: false },
  markdown: {
    processor: satteri({
      mdastPlugins: [cellsInMdx(new URL('./', import.meta.url), EXTENSIONS), formsInMdx(forms, compares)],
    }),
    shikiConfig: { theme: codeTheme, transformers: [withoutTimeLimit] },
  },
  integrations: [
    starlight({
      title: 'Awaitable',
      logo: { src: './src/site/static/favicon.svg', alt: '' },
      description: "Python's asyncio, explained by programs that run.",
      sidebar: outline,
      pagefind: { ranking: RANKING },
      customCss: [
        './src/notebook/element/styles/tokens.css',
        './src/site/styles/tokens.css',
        './src/site/styles/site.css',
        './src/notebook/element/styles/cell.css',
        './src/notebook/element/styles/predict.css',
      ],
      components: {
        Footer: './src/site/components/Footer.astro',
        Head: './src/site/components/Head.astro',
        MobileTableOfContents: './src/site/components/MobileTableOfContents.astro',
        PageTitle: './src/site/components/PageTitle.astro',
        Pagination: './src/site/components/Pagination.astro',
        Search: './src/site/components/Search.astro',
        Sidebar: './src/site/components/Sidebar.astro',
        TableOfContents: './src/site/components/TableOfContents.astro',
        ThemeSelect: './src/site/components/ThemeSelect.astro',
        ...UNUSED,
      },
      // src/site/pages/404.astro is ours.
      disable404Route: true,
      expressiveCode: false,
      credits: false,
    }),
    mdx(),
    runFiles(awaitable, {
      site: new URL('./src/site/notebook-site.ts', import.meta.url),
      beside: new URL('./src/site/beside.ts', import.meta.url),
      forms: new URL('./src/site/forms/forms.ts', import.meta.url),
      python: true,
    }),
    {
      name: 'former-keys',
      hooks: {
        'astro:config:setup': ({ injectScript }) =>
          injectScript('page', "import '/src/site/components/former-keys.ts';"),
      },
    },
    pictures(new URL('./', import.meta.url)),
    reference(new URL('./', import.meta.url)),
    policy(),
    licences(new URL('./', import.meta.url), ['pyodide']),
    budgets(),
    // The last, as it takes stock of all files.
    offline('awaitable'),
  ],
});
