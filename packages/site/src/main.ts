// npm run site: writes the site into dist/site, or the folder that is named, and ends with 1 where a link leads nowhere.
// --without-exports leaves out what packages export, which takes a minute to read.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { apiPages } from './api/api-pages.ts';
import { listPackages, withoutExports } from './api/list-packages.ts';
import { readPackages } from './api/read-packages.ts';
import { buildSite } from './build-site.ts';
import { brokenLinks } from './check/broken-links.ts';
import { fileFinder, readDocuments } from './read-repository.ts';
import { siteUrl } from './site-map.ts';

const repository = process.cwd();
const quick = process.argv.includes('--without-exports');
const folder = process.argv.slice(2).find((word) => !word.startsWith('--'));
const destination = resolve(folder ?? join(repository, 'dist/site'));

const exists = fileFinder(repository);
const packages = quick ? withoutExports(listPackages(repository)) : await readPackages(repository);
const { files } = buildSite({
  documents: readDocuments(repository),
  exists,
  apiPages: apiPages(packages, exists),
});
rmSync(destination, { recursive: true, force: true });
for (const [path, text] of files) {
  mkdirSync(dirname(join(destination, path)), { recursive: true });
  writeFileSync(join(destination, path), text);
}
cpSync(join(repository, 'packages/site/assets'), join(destination, 'assets'), { recursive: true });
const playground = join(repository, 'packages/playground/dist');
if (existsSync(join(playground, 'index.html'))) {
  cpSync(playground, join(destination, 'playground'), { recursive: true });
} else {
  console.log('site: packages/playground/dist is not built: links to the playground lead nowhere');
}

const present = readdirSync(destination, { recursive: true, encoding: 'utf8' }).map((path) =>
  path.replaceAll('\\', '/'),
);
const checked = new Map(present.map((path) => [path, files.get(path) ?? '']));
const broken = brokenLinks(checked, new URL(siteUrl).pathname).filter(
  ({ href }) => existsSync(join(destination, 'playground')) || !href.includes('playground/'),
);
for (const { page, href, why } of broken) console.log(`site: ${page}: ${href}: ${why}`);
console.log(`site: ${files.size} files in ${destination}, ${broken.length} broken links`);
process.exitCode = broken.length === 0 ? 0 : 1;
