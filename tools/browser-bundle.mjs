// `node tools/browser-bundle.mjs`: how much a page loads that makes manifests, with the parsers of all that it is given.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes, compressed: 30 KB of them are the YAML library, 16 KB zod, 6 KB the table of the random stream of Go. */
export const mostBytes = 150_000;

const contents = `
export { parseBlueprint } from '@bootwright/blueprint';
export { parseContainerInfo } from '@bootwright/container-facts';
export { parseDiskDefinition } from '@bootwright/disk';
export { createManifest } from '@bootwright/manifest';
export { encodeManifest } from '@bootwright/osbuild';
export { parseBuildRequest } from '@bootwright/build-request';
`;

/** The text of a script for browsers: `bootwright` has `createManifest` and the parsers of its inputs. */
export async function browserBundle() {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    ...{
      bundle: true,
      minify: true,
      format: 'iife',
      globalName: 'bootwright',
      platform: 'browser',
      target: 'es2023',
      write: false,
    },
    ...{ conditions: ['@bootwright/source'], logLevel: 'silent' },
  });
  return outputFiles[0].text;
}

/** Bytes of a text as a server compresses it once (`gzip -9`). */
export const compressedSize = (text) => gzipSync(text, { level: 9 }).length;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await browserBundle();
  console.log(`${text.length} bytes, ${compressedSize(text)} with gzip -9 (at most ${mostBytes})`);
}
