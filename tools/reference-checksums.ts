import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { referenceFolder } from './reference.ts';
import { presentFacts } from './reference-facts.ts';

const file = join(referenceFolder, 'SHA256SUMS');

/** The lines that sha256sum(1) prints for the recorded facts: one that is changed or removed shows in a review. */
export function checksumsOfFacts(): string {
  const names = presentFacts().map((name) => `${name}.jsonl.gz`);
  const sums = names.sort().map((name) => {
    const sum = createHash('sha256').update(readFileSync(join(referenceFolder, name)));
    return `${sum.digest('hex')}  ${name}\n`;
  });
  return sums.join('');
}

export function readChecksums(): string {
  return readFileSync(file, 'utf8');
}

/** Writes the facts `NAME.jsonl.gz`; `writeChecksums` is to follow. */
export function writeFacts(name: string, text: string): void {
  writeFileSync(join(referenceFolder, `${name}.jsonl.gz`), gzipSync(text, { level: 9 }));
}

export function writeChecksums(): void {
  writeFileSync(file, checksumsOfFacts());
}
