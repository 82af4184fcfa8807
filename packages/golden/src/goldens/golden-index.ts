import { Fault, grouped } from '@bootwright/core';
import { isName } from '../cases/case-name.ts';
import { compactNames, countNames, expandNames } from '../cases/compact-names.ts';

/** The file of the folder of goldens that tells which case has which golden. */
export const indexPath = 'goldens.txt';

const heading = `# Golden files, each with the cases that share it: what they lead to is equal to the last byte.
# Written by "bootwright golden update".
`;

/** The paths that hold the outcome of a case: a manifest, and its notices where there are any; or faults. */
export type GoldenPaths = readonly string[];

/** The index as text: each golden file, and indented below it the names of its cases. */
export function encodeIndex(paths: ReadonlyMap<string, GoldenPaths>): string {
  const uses = [...paths].flatMap(([name, files]) => files.map((file) => ({ file, name })));
  const blocks = [...grouped(uses, ({ file }) => file)].map(([file, users]) => {
    const lines = compactNames(users.map(({ name }) => name)).map((pattern) => `  ${pattern}\n`);
    return `\n${file}\n${lines.join('')}`;
  });
  return heading + blocks.join('');
}

/** More cases than any index has: a pattern of a few letters could name more than there is memory for. */
const mostNames = 500_000;

/**
 * The paths by case. Every part of a path and of a name is checked, as files are read and written by them. What does not
 * read as an index, such as an unfinished merge, is the fault `golden/index`.
 */
export function parseIndex(text: string): ReadonlyMap<string, GoldenPaths> {
  const paths = new Map<string, string[]>();
  let file: string | undefined;
  let count = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    if (isGoldenPath(line)) {
      file = line;
      continue;
    }
    const pattern = /^ {2}(\S+)$/.exec(line)?.[1];
    count += pattern === undefined ? 0 : countNames(pattern);
    if (count > mostNames) throw indexFault(`more than ${mostNames} cases are named`, index + 1);
    const names = pattern === undefined ? [] : expandNames(pattern);
    if (file === undefined || names.length === 0 || !names.every(isPath)) {
      throw indexFault(`${JSON.stringify(line)} is neither a golden file nor a case of one`, index + 1);
    }
    for (const name of names) {
      const known = paths.get(name);
      if (known === undefined) paths.set(name, [file]);
      else known.push(file);
    }
  }
  return paths;
}

/** Whether a text is the path of a golden file, of which every part may be part of a path on any system. */
export function isGoldenPath(line: string): boolean {
  return /\.jsonl?$/.test(line) && isPath(line);
}

function isPath(text: string): boolean {
  return text.split('/').every(isName);
}

function indexFault(message: string, line: number): Fault {
  return new Fault('golden/index', message, {
    at: { document: indexPath, file: indexPath, line },
    hint: 'take either side where two versions were merged, then run "bootwright golden update"',
  });
}
