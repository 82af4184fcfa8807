import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { apiPages } from '../src/api/api-pages.ts';
import { listPackages, withoutExports } from '../src/api/list-packages.ts';
import { buildSite } from '../src/build-site.ts';
import { fileFinder, readDocuments } from '../src/read-repository.ts';

const repository = join(import.meta.dirname, '../../..');
const assets = join(import.meta.dirname, '..');

/** Reads a file of the site: of the folder that `npm run site` wrote where BOOTWRIGHT_SITE names it, or of one made here. */
export function siteFiles(): (name: string) => string | Uint8Array | undefined {
  const folder = process.env.BOOTWRIGHT_SITE;
  if (folder !== undefined) return (name) => fileAt(join(repository, folder, name));
  const exists = fileFinder(repository);
  const { files } = buildSite({
    documents: readDocuments(repository),
    exists,
    apiPages: apiPages(withoutExports(listPackages(repository)), exists),
  });
  return (name) => files.get(name) ?? fileAt(join(assets, name));
}

function fileAt(path: string): Uint8Array | undefined {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path) : undefined;
}
