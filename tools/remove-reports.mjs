// Removes what earlier runs of the tests reported: a project that has no tests any more must not count with its last ones.
// Nx brings back the reports of results that it takes from its cache.
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const folders = ['tools', ...readdirSync(join(root, 'packages')).map((name) => join('packages', name))];
for (const folder of folders) rmSync(join(root, folder, 'test-results'), { recursive: true, force: true });
