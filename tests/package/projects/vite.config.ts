import { vitePlugin } from 'awaitable/plugin';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [vitePlugin()],
  build: { ssr: 'fetch-all.ts', target: 'esnext', rollupOptions: { output: { entryFileNames: 'fetch-all.mjs' } } },
  ssr: { noExternal: true },
});
