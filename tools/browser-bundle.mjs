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

/** The text of a script for browsers, as Vite makes it: `bootwright` has `createManifest` and the parsers of its inputs. */
export const browserBundle = () => bundleOf(contents);

/** The text of a script for browsers, as Vite makes it: `bootwright` has what `source` exports. */
export async function bundleOf(source) {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    resolve: { conditionNames: ['@bootwright/source', 'import', 'browser', 'default'] },
    plugins: [
      {
        name: 'entry',
        load: (id) => (id === entry ? source : undefined),
        resolveId: (id) => (id === entry ? id : undefined),
      },
    ],
  });
  // Licences are served next to a page.
  const { output } = await bundle.generate({ format: 'iife', name: 'bootwright', minify: true, comments: false });
  await bundle.close();
  return output[0].code;
}

/** Bytes of a text as a server compresses it once (`gzip -9`). */
export const compressedSize = (text) => gzipSync(text, { level: 9 }).length;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await browserBundle();
  console.log(`${text.length} bytes, ${compressedSize(text)} with gzip -9 (at most ${mostBytes})`);
}
