import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

const home = mkdtempSync(join(tmpdir(), 'bootwright-state-'));
const program = join(home, 'program.mjs');
afterAll(() => rmSync(home, { recursive: true }));

// Root has a folder in /run; another user is needed for the one among the temporary files.
const isRoot = process.getuid?.() === 0;
const user = isRoot ? 12345 : (process.getuid?.() ?? 0);

beforeAll(async () => {
  chmodSync(home, 0o755);
  await build({
    stdin: {
      contents: `import { makeStateFolder, stateFolders } from './state-folder.ts';
process.umask(0);
const made = makeStateFolder({});
console.log(JSON.stringify({ made, swept: stateFolders({}) }));`,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    outfile: program,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    conditions: ['@bootwright/source'],
    logLevel: 'error',
  });
  // Another user runs it, whatever the umask.
  chmodSync(program, 0o644);
});

let place = '';
beforeEach(() => {
  place = mkdtempSync(join(home, 'tmp-'));
  chmodSync(place, 0o1777);
});

function run(): { readonly made: string; readonly swept: readonly string[] } {
  const { stdout, stderr } = spawnSync(process.execPath, [program], {
    env: { PATH: process.env.PATH, TMPDIR: place },
    encoding: 'utf8',
    ...(isRoot ? { uid: user, gid: user } : {}),
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const usual = () => join(place, `bootwright-${user}`);

test('the usual folder is made for this user alone, even without an umask', () => {
  expect(run()).toEqual({ made: usual(), swept: [usual()] });
  expect(statSync(usual()).mode & 0o777).toBe(0o700);
});

test.each<readonly [string, () => void]>([
  [
    'a folder that others may write to',
    () => {
      mkdirSync(usual());
      chmodSync(usual(), 0o777);
    },
  ],
  ['a link', () => symlinkSync('/etc', usual())],
  ...(isRoot ? [['a folder of another user', () => mkdirSync(usual(), { mode: 0o700 })] as const] : []),
])('%s in its place stops nothing: a private folder is made, found again and swept', (_, take) => {
  take();
  const { made, swept } = run();
  expect(made.slice(0, -6)).toBe(`${usual()}-`);
  expect(swept).toEqual([made]);
  expect(statSync(made)).toMatchObject({ uid: user });
  expect(statSync(made).mode & 0o777).toBe(0o700);
  expect(run()).toEqual({ made, swept: [made] });
  expect(readdirSync(place).sort()).toEqual([`bootwright-${user}`, made.slice(place.length + 1)]);
});
