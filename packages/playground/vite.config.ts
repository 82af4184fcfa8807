import { defineConfig } from 'vite';

/** One folder of static files that work at any address: their links are relative. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  cacheDir: `${import.meta.dirname}/node_modules/.vite-page`,
  resolve: { conditions: ['@bootwright/source', 'browser', 'module', 'import', 'default'] },
  worker: { format: 'iife' },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy forbids what the polyfill does.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The text of a worker is one file.
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: true,
  },
});
