import { vitePlugin } from 'awaitable/plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({ plugins: [vitePlugin()] });
