// `node tools/browser-bundle.mjs`: how much a page loads that makes manifests, with the parsers of all that it is given.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

/** Bytes, compressed. Of them 8 KB are zod, 5 KB SHA-2, 5 KB the table of the random stream of Go, 4 KB the TOML library. */
export const mostBytes = 110_000;

const entry = fileURLToPath(new URL('browser-bundle-entry.mjs', import.meta.url));
const contents = `
export { parseBlueprint } from '@bootwright/blueprint';
export { parseContainerInfo } from '@bootwright/container-facts';
export { parseDiskDefinition } from '@bootwright/disk';
export { createManifest } from '@bootwright/manifest';
export { encodeManifest } from '@bootwright/osbuild';
export { parseBuildRequest } from '@bootwright/build-request';
`;

/** Loaded for sealed images and ISOs alone: files that are imported when they are needed, and by which. */
const onDemand = [
  ['/iso-planner.ts', '/plan-on-demand.ts'],
  ['/sealed-planner.ts', '/plan-on-demand.ts'],
  ['/sealed-esp.ts', '/plan-on-demand.ts'],
  ['/build-manifest.ts', '/create-manifest.ts'],
];

/** The text of a script for browsers, as Vite makes it: `bootwright` has `createManifest` and the parsers of its inputs; as a module, or with the format `iife` as the global `bootwright`. */
export const browserBundle = (format) => bundleOf(contents, format);

/** The same of what `source` exports. */
export async function bundleOf(source, format = 'es') {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    resolve: { conditionNames: ['@bootwright/source', 'import', 'browser', 'default'] },
    plugins: [
      {
        name: 'entry',
        load: (id) => (id === entry ? source : undefined),
        resolveId: (id, importer) => {
          if (id === entry) return id;
          const isOnDemand = onDemand.some(([file, by]) => id.endsWith(file) && importer?.endsWith(by));
          // An id of its own: the same file may also be imported by one that needs it at once.
          return isOnDemand ? { id: `on-demand:${id}`, external: true } : undefined;
        },
      },
    ],
  });
  // Licences are served next to a page.
  const { output } = await bundle.generate({ format, name: 'bootwright', minify: true, comments: false });
  await bundle.close();
  return output[0].code;
}

/** Bytes of a text as a server compresses it once (`gzip -9`). */
export const compressedSize = (text) => gzipSync(text, { level: 9 }).length;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await browserBundle();
  console.log(`${text.length} bytes, ${compressedSize(text)} with gzip -9 (at most ${mostBytes})`);
}
