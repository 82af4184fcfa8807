// manifest-ids LIST: milliseconds that the ids and the check of a manifest take, over the files that LIST names, as JSON.
import { readFileSync } from 'node:fs';
import { checkManifest, readIds } from '@bootwright/manifest-check';

const texts = readFileSync(process.argv[2] ?? '', 'utf8')
  .split('\n')
  .map((file) => readFileSync(file, 'utf8'));

/** The mean over all texts, of the second of two runs. */
function meanTime(work: (text: string) => unknown): number {
  texts.forEach(work);
  const begin = performance.now();
  texts.forEach(work);
  return (performance.now() - begin) / texts.length;
}

console.log(JSON.stringify({ ids: meanTime(readIds), checks: meanTime(checkManifest) }));
