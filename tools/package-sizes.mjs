// `node tools/package-sizes.mjs`: how much a page loads that imports a package for browsers, all of it or one function, as
// docs/sizes.md has it. With --write it writes the table again.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleOf, compressedSize } from './browser-bundle.mjs';

const page = fileURLToPath(new URL('../docs/sizes.md', import.meta.url));

/** The rows of docs/sizes.md: what is imported, and the most KB, compressed. */
export function sizeTable() {
  const rows = readFileSync(page, 'utf8').matchAll(
    /^\| `(@bootwright\/\S+)` \| (everything|`\w+`) \| ([\d.]+) KB \|$/gm,
  );
  return Array.from(rows, ([, name, imported, most]) => ({
    name,
    imported: imported.replaceAll('`', ''),
    most: Number(most),
  }));
}

/** KB of what a page loads, compressed and without what it does not use. */
export async function sizeOfImport({ name, imported }) {
  const names = imported === 'everything' ? '*' : `{ ${imported} }`;
  return compressedSize(await bundleOf(`export ${names} from '${name}';`)) / 1000;
}

/** A size as the table has it: with room for a change that nobody has to write down. */
const promised = (size) => (size < 10 ? Math.ceil(size * 1.1 * 10) / 10 : Math.ceil(size * 1.1));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let text = readFileSync(page, 'utf8');
  for (const row of sizeTable()) {
    const size = await sizeOfImport(row);
    console.log(`${row.name} ${row.imported}: ${size} KB with gzip -9 (at most ${row.most})`);
    const cell = row.imported === 'everything' ? row.imported : `\`${row.imported}\``;
    text = text.replace(
      `| \`${row.name}\` | ${cell} | ${row.most} KB |`,
      `| \`${row.name}\` | ${cell} | ${promised(size)} KB |`,
    );
  }
  if (process.argv[2] === '--write') writeFileSync(page, text);
}
