// Removes from dist what was compiled of a source that is there no more: tsc removes nothing. npm runs it in the folder of
// each package before it packs that.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

for (const file of existsSync('dist') ? readdirSync('dist', { recursive: true, encoding: 'utf8' }) : []) {
  const source = /^(.*?)\.(?:d\.ts|js)(?:\.map)?$/.exec(file)?.[1];
  if (source !== undefined && !existsSync(join('src', `${source}.ts`))) rmSync(join('dist', file));
}
