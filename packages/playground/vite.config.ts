import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const ports = join(import.meta.dirname, 'src/ports');

/** What of Node the reader of archives needs, by the files that import it, and what the page has instead. */
const ported: readonly (readonly [importer: RegExp, imported: string, port: string])[] = [
  [/container-image\/src\/sources\/(?:archive|index-archive)\.ts$/, 'node:fs', 'file-system.ts'],
  [/file-tree\/src\/directory\/(?:file-bytes|scratch-file)\.ts$/, 'node:fs', 'file-system.ts'],
  [/file-tree\/src\/directory\/scratch-file\.ts$/, 'node:os', 'small-ports.ts'],
  [/file-tree\/src\/directory\/scratch-file\.ts$/, 'node:path', 'small-ports.ts'],
  [/file-tree\/src\/directory\/file-bytes\.ts$/, 'node:util', 'small-ports.ts'],
  [/container-image\/src\/layers\/read-layers\.ts$/, 'node:os', 'small-ports.ts'],
  [/container-image\/src\/(?:verify-blob|layers\/scan-layer)\.ts$/, 'node:crypto', 'crypto.ts'],
  [/archive\/src\/byte-string\.ts$/, 'node:buffer', 'buffer.ts'],
  [/container-image\/src\/layers\/unpack\/unpack-layer\.ts$/, './gunzip-layer.ts', 'gunzip-layer.ts'],
];

/** Gives the reader of archives its ports. Where a file has another name one day, the build fails. */
function nodePorts(): Plugin {
  const used = new Set<unknown>();
  return {
    name: 'node-ports',
    enforce: 'pre',
    resolveId(imported, importer = '') {
      const found = ported.find(([pattern, name]) => name === imported && pattern.test(importer));
      if (found === undefined) return undefined;
      used.add(found);
      return join(ports, found[2]);
    },
    buildEnd() {
      const unused = ported.filter((port) => !used.has(port));
      // The other worker reads no archive.
      if (used.has(ported[0]) && unused.length > 0) {
        this.error(`nothing imports ${unused.map(([importer, imported]) => `${imported} in ${importer}`).join(', ')}`);
      }
    },
  };
}

/** Files that nothing of the page calls are looked at and left out; what they import of Node says nothing. */
const quiet = {
  onLog(level: string, log: { readonly message: string }, handler: (level: never, log: never) => void): void {
    if (!/externalized for browser compatibility|has been shimmed in module/.test(log.message))
      handler(level as never, log as never);
  },
};

/** One folder of static files that work at any address: their links are relative. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  cacheDir: `${import.meta.dirname}/node_modules/.vite-page`,
  resolve: { conditions: ['@bootwright/source', 'browser', 'module', 'import', 'default'] },
  worker: {
    format: 'iife',
    plugins: () => [nodePorts()],
    // What starts programs and reaches networks is looked at as well, and left out: no worker calls it.
    rolldownOptions: { ...quiet, shimMissingExports: true },
  },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    rolldownOptions: quiet,
    // The content security policy forbids what the polyfill does.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The text of a worker is one file.
    chunkSizeWarningLimit: 2000,
  },
});
