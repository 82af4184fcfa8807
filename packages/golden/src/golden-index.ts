import { Fault } from '@bootwright/core';
import { compactNames, expandNames } from './compact-names.ts';

/** The file of the folder of goldens that tells which case has which golden. */
export const indexPath = 'goldens.txt';

const heading = `# Golden files, each with the cases that share it: what they lead to is equal to the last byte.
# Written by "bootwright golden update".
`;

/** The paths that hold the outcome of a case: a manifest, and its notices where there are any; or faults. */
export type GoldenPaths = readonly string[];

/** The index as text: each golden file, and indented below it the names of its cases. */
export function encodeIndex(paths: ReadonlyMap<string, GoldenPaths>): string {
  const sharers = new Map<string, string[]>();
  for (const [name, files] of paths) {
    for (const file of files) {
      const known = sharers.get(file);
      if (known === undefined) sharers.set(file, [name]);
      else known.push(name);
    }
  }
  const blocks = [...sharers].map(([file, names]) => {
    const lines = compactNames(names).map((pattern) => `  ${pattern}\n`);
    return `\n${file}\n${lines.join('')}`;
  });
  return heading + blocks.join('');
}

/** The paths by case. What does not read as an index, such as an unfinished merge, is the fault `golden/index`. */
export function parseIndex(text: string): ReadonlyMap<string, GoldenPaths> {
  const paths = new Map<string, string[]>();
  let file: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    if (/^[A-Za-z0-9][^\s]*\.jsonl?$/.test(line)) {
      file = line;
    } else if (file !== undefined && /^ {2}[A-Za-z0-9{][^\s]*$/.test(line)) {
      for (const name of expandNames(line.trim())) {
        const known = paths.get(name);
        if (known === undefined) paths.set(name, [file]);
        else known.push(file);
      }
    } else {
      throw new Fault('golden/index', `${JSON.stringify(line)} is neither a golden file nor a case of one`, {
        at: { document: indexPath, file: indexPath, line: index + 1 },
        hint: 'take either side where two versions were merged, then run "bootwright golden update"',
      });
    }
  }
  return paths;
}
