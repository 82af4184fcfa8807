import { Fault } from '@bootwright/core';
import { isGoldenPath } from '../goldens/golden-index.ts';

/** The file of the folder of goldens that has the SHA-256 of each golden file, where these are in an archive. */
export const checksumsPath = 'checksums.txt';

const heading = `# SHA-256 of the golden files in manifests.tar.gz, as sha256sum reads them.
# Written by "bootwright golden update".
`;

/** No set of goldens has more files. */
const mostFiles = 500_000;

/** Checksums by path as text, in the form of sha256sum. */
export function encodeChecksums(sums: ReadonlyMap<string, string>): string {
  return heading + [...sums].map(([path, sum]) => `${sum}  ${path}\n`).join('');
}

/**
 * The checksums by path. Every part of a path is checked. What does not read as such a list is the fault
 * `golden/checksums`, with its line.
 */
export function parseChecksums(text: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [, sum, path] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
    if (sum === undefined || path === undefined || !isGoldenPath(path)) {
      throw listFault(`${JSON.stringify(line.slice(0, 200))} is not the SHA-256 and the path of a golden file`, index);
    }
    if (sums.has(path)) throw listFault(`${path} is listed twice`, index);
    if (sums.size >= mostFiles) throw listFault(`more than ${mostFiles} files are listed`, index);
    sums.set(path, sum);
  }
  return sums;
}

function listFault(message: string, index: number): Fault {
  return new Fault('golden/checksums', message, {
    at: { document: checksumsPath, file: checksumsPath, line: index + 1 },
    hint: 'take either side where two versions were merged, then run "bootwright golden update"',
  });
}
