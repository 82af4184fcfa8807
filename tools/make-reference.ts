// npm run make-reference
//
// Makes test-data/reference from ../shared/reference, and prints what is left out.
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hasRecordings, linesOf, recordingsFolder, referenceFolder, referenceText } from './reference.ts';
import { writeChecksums } from './reference-checksums.ts';
import { presentFacts, referenceFacts } from './reference-facts.ts';

if (!hasRecordings) {
  console.error(`make-reference: ${recordingsFolder} not found`);
  process.exit(2);
}

const { files, leftOut } = referenceFacts();
const pathOf = (name: string) => join(referenceFolder, `${name}.jsonl.gz`);
let total = 0;
for (const [name, text] of Object.entries(files)) {
  const path = pathOf(name);
  // zlib compresses differently from version to version: what has the same content is left alone.
  const isCurrent = existsSync(path) && referenceText(name) === text;
  if (!isCurrent) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, gzipSync(text, { level: 9 }));
    renameSync(`${path}.part`, path);
  }
  const { size } = statSync(path);
  total += size;
  console.log(`${isCurrent ? 'as before' : 'written  '} ${name}: ${linesOf(text).length} lines, ${size} bytes`);
}
for (const name of presentFacts().filter((one) => !Object.hasOwn(files, one))) {
  rmSync(pathOf(name));
  console.log(`removed   ${name}`);
}
writeChecksums();
console.log(`${total} bytes in all. Left out:`);
for (const what of leftOut) console.log(`- ${what}`);
