// `node tools/stage-package.mjs DIR`: the files that a package of a distribution installs, below DIR: the command as Node
// runs it, its manual pages, the completion of three shells, licences. The command has to be bundled before (npm run build).
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundlePath, bundleSettings } from './bundle.mjs';
import { readJson, root } from './published-packages.mjs';

/** Where each shell looks for the completion of a program that a package brings. */
const completions = {
  bash: 'usr/share/bash-completion/completions/bootwright',
  zsh: 'usr/share/zsh/site-functions/_bootwright',
  fish: 'usr/share/fish/vendor_completions.d/bootwright.fish',
};

/** The manual pages, by name. */
async function manual() {
  const outfile = join(root, 'node_modules/.cache/bootwright-manual.mjs');
  const stdin = {
    contents: `export { commands } from './commands.ts'; export { manualPages } from './manual/manual-pages.ts';`,
    resolveDir: join(root, 'packages/cli/src'),
    loader: 'ts',
  };
  await build({ ...bundleSettings, stdin, outfile, legalComments: 'none' });
  const { commands, manualPages } = await import(pathToFileURL(outfile).href);
  const { version } = readJson('packages/cli/package.json');
  const seconds = process.env.SOURCE_DATE_EPOCH ?? git('log', '-1', '--format=%ct');
  return manualPages(commands, { version, date: new Date(seconds * 1000).toISOString().slice(0, 10) });
}

function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error('without git, SOURCE_DATE_EPOCH has to say of when the manual is');
  return stdout.trim();
}

/** Writes all files below a folder. */
export async function stagePackage(folder) {
  const place = (path) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    return file;
  };
  const home = place('usr/lib/bootwright/bootwright.mjs');
  cpSync(bundlePath, home);
  chmodSync(home, 0o755);
  cpSync(join(dirname(bundlePath), 'chunks'), join(dirname(home), 'chunks'), { recursive: true });
  symlinkSync('../lib/bootwright/bootwright.mjs', place('usr/bin/bootwright'));
  for (const [name, text] of await manual()) writeFileSync(place(`usr/share/man/man1/${name}`), text);
  for (const [shell, path] of Object.entries(completions)) {
    const { status, stdout } = spawnSync(process.execPath, [home, 'completion', shell], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`bootwright completion ${shell} fails`);
    writeFileSync(place(path), stdout);
  }
  const legal = readdirSync(dirname(bundlePath)).filter((name) => name.endsWith('.LEGAL.txt'));
  for (const name of legal) cpSync(join(dirname(bundlePath), name), place(`usr/share/doc/bootwright/${name}`));
  for (const name of ['LICENSE', 'CHANGELOG.md']) cpSync(join(root, name), place(`usr/share/doc/bootwright/${name}`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('usage: node tools/stage-package.mjs DIR');
  await stagePackage(resolve(folder));
}
