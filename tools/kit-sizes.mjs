// `node tools/kit-sizes.mjs`: how much a page loads that imports frontend-kit, all of it or one function.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleOf, compressedSize } from './browser-bundle.mjs';

const readme = fileURLToPath(new URL('../packages/frontend-kit/README.md', import.meta.url));

/** By what is imported the most KB, compressed, that README.md of the kit promises. */
export function promisedSizes() {
  const rows = readFileSync(readme, 'utf8').matchAll(/^\| (`\w+`(?:, `\w+`)*|everything) \| (\d+) KB \|$/gm);
  return Array.from(rows, ([, names, most]) => ({ names, most: Number(most) }));
}

/** Bytes of what a page loads, compressed. */
export async function sizeOf(names) {
  const imported = names === 'everything' ? '*' : `{ ${names.replaceAll('`', '')} }`;
  return compressedSize(await bundleOf(`export ${imported} from '@bootwright/frontend-kit';`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { names, most } of promisedSizes()) {
    console.log(`${names}: ${(await sizeOf(names)) / 1000} KB with gzip -9 (at most ${most})`);
  }
}
