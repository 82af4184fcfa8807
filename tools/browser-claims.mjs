// What is said of browsers is in two places, for readers in README.md and for the layer check in tools/layers.mjs.
import { build } from 'esbuild';
import { exportedNames } from './exported-names.mjs';
import { browserEntries } from './layers.mjs';

/** What a cell of the table says of a package with these entries for browsers. */
const cellOf = (entries) => (entries.includes('.') ? 'yes' : entries.map((entry) => entry.slice(2)).join(', '));

/** Where the table of packages in README.md and the layer table disagree. */
export function browserTableProblems(readme) {
  const rows = [...readme.matchAll(/^\| \[([\w-]+)\]\(packages\/\1\) \|.*\| *([\w, ]*?) *\|$/gm)];
  const cells = new Map(rows.map(([, name, cell]) => [name, cell]));
  return Object.entries(browserEntries).flatMap(([name, entries]) => {
    const expected = cellOf(entries);
    if (cells.get(name) === expected) return [];
    return [
      `the row of ${name} says ${JSON.stringify(cells.get(name))} of browsers, and tools/layers.mjs ${JSON.stringify(expected)}`,
    ];
  });
}

/** Why a package, installed in `project`, does not run in a browser where that is claimed of it. */
export async function browserProblems({ folder, manifest }, project) {
  const entries = browserEntries[folder.slice(folder.indexOf('/') + 1)] ?? [];
  const exported = exportedNames({ folder, manifest }).filter((name) => name !== './package.json');
  const claimed = entries.includes('.') ? exported : entries;
  if (claimed.length === 0) return [];
  const contents = claimed.map((name, index) => `export * as entry${index} from '${manifest.name}${name.slice(1)}';`);
  const settings = { bundle: true, format: 'esm', platform: 'browser', write: false, logLevel: 'silent' };
  const stdin = { contents: contents.join('\n'), resolveDir: project };
  const { errors } = await build({ ...settings, stdin }).catch((failure) => failure);
  return errors.map(({ text, location }) => `${location?.file ?? 'the bundle'}: ${text}`);
}
