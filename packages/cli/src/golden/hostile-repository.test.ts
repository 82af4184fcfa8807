import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { captured } from '../captured.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-hostile-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const container = {
  imgref: 'registry.example.com/harbour/web:1',
  size: 2_500_000_000,
  os_info: { os_release: { id: 'harbour', version_id: '7', name: 'Harbour' }, selinux_policy: 'targeted' },
};
const matrix = { containers: { web: container }, architectures: ['x86_64'], file_systems: ['ext4'], types: ['raw'] };

let count = 0;
let place = '';
let directory = '';
const goldens = (...names: readonly string[]) => join(directory, 'test-data/golden', ...names);

beforeEach(async () => {
  place = join(home, String(++count));
  directory = join(place, 'repository');
  mkdirSync(join(directory, 'test-data/cases'), { recursive: true });
  mkdirSync(join(place, 'victim'));
  writeFileSync(join(place, 'victim/secret.json'), '{"auth":"c2VjcmV0"}');
  writeFileSync(join(directory, 'test-data/cases/disks.json'), JSON.stringify({ matrix }));
  expect(await captured(['golden', 'add'], { directory })).toMatchObject({ status: 0 });
});

/** Everything below the place with its content. */
function snapshot(): readonly string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${path} ${lstatSync(path).ino} ${entry.isFile() ? readFileSync(path, 'utf8') : ''}`;
    })
    .sort();
}

const golden = 'disks/none/x86_64-ext4/web-reference/raw.json';
const index = () => readFileSync(goldens('goldens.txt'), 'utf8');
const secret = '../../../victim/secret';

const attacks: readonly (readonly [string, () => void])[] = [
  [
    'a journal that removes a file of the host',
    () => writeFileSync(goldens('.golden-journal'), JSON.stringify({ write: [], remove: [`${secret}.json`] })),
  ],
  [
    'a journal that moves a file of the repository out of it',
    () => {
      mkdirSync(goldens('x'));
      writeFileSync(goldens('x/.golden-y'), 'evil');
      writeFileSync(goldens('.golden-journal'), JSON.stringify({ write: [`x/../${secret}.json`], remove: [] }));
    },
  ],
  [
    'an index whose golden is a file of the host',
    () => writeFileSync(goldens('goldens.txt'), index().replace(golden, `x/../${secret}.json`)),
  ],
  [
    'an index whose stale golden is a file of the host',
    () => writeFileSync(goldens('goldens.txt'), `${index()}\nx/../${secret}.json\n  x/y\n`),
  ],
  [
    'an index whose case is a path out of the folder',
    () => writeFileSync(goldens('goldens.txt'), `${index()}\n${golden}\n  x/../${secret}\n`),
  ],
  [
    'a golden that is a link to a file of the host',
    () => {
      rmSync(goldens(golden));
      symlinkSync(join(place, 'victim/secret.json'), goldens(golden));
    },
  ],
  [
    'a folder of goldens that is a link to one of the host',
    () => {
      rmSync(goldens('disks'), { recursive: true });
      symlinkSync(join(place, 'victim'), goldens('disks'));
      writeFileSync(goldens('goldens.txt'), index().replace(golden, 'disks/secret.json'));
    },
  ],
  [
    'a case that is a link to a file of the host',
    () => symlinkSync(join(place, 'victim/secret.json'), join(directory, 'test-data/cases/more.json')),
  ],
  [
    'links at the names that drafts once had',
    () => {
      for (const name of ['.golden-goldens.txt', '.golden-more.json', `goldens.txt.${process.pid}.part`])
        symlinkSync(join(place, 'victim/secret.json'), goldens(name));
    },
  ],
  ['a lock of nobody', () => writeFileSync(goldens('.golden-lock'), 'x 1 1\n')],
];

const fifo = needs(program('mkfifo'));
const git = needs(program('git'));

const fifoAttacks: readonly (readonly [string, () => void])[] = [
  ['a case that is a FIFO', () => execFileSync('mkfifo', [join(directory, 'test-data/cases/more.json')])],
  ['a golden that is a FIFO', () => execFileSync('mkfifo', [goldens('more.json')])],
  [
    'an index that is a FIFO',
    () => {
      rmSync(goldens('goldens.txt'));
      execFileSync('mkfifo', [goldens('goldens.txt')]);
    },
  ],
];

const reading: readonly (readonly string[])[] = [
  ['check'],
  ['check', '--reporter', 'json'],
  ['check', '--reporter', 'github'],
  ['check', '--html', '-'],
  ['list'],
  ['pairs'],
  ['compare', '--reference', 'cat {request}'],
];

for (const [group, needed] of [
  [attacks, needs()],
  [fifoAttacks, fifo],
] as const) {
  test.skipIf(needed.missing).each(group)(
    `%s: what only reads writes and deletes nothing, and prints nothing of the host${needed.note}`,
    async (_, attack) => {
      attack();
      const before = snapshot();
      for (const words of reading) {
        const page = words.map((word) => (word === '-' ? '/dev/null' : word));
        const { status, stdout, stderr } = await captured(['golden', ...page], { directory });
        expect([0, 3, 4]).toContain(status);
        expect(stdout + stderr).not.toContain('c2VjcmV0');
      }
      expect(snapshot()).toEqual(before);
    },
  );

  test.skipIf(needed.missing).each(group.filter(([name]) => name !== 'a lock of nobody'))(
    `%s: an update and an addition change nothing of the host${needed.note}`,
    async (_, attack) => {
      attack();
      const changed = { matrix: { ...matrix, types: ['raw', 'qcow2'] } };
      writeFileSync(join(directory, 'test-data/cases/disks.json'), JSON.stringify(changed));
      for (const action of ['add', 'update']) {
        const { status, stdout } = await captured(['golden', action], { directory });
        expect([0, 3]).toContain(status);
        expect(stdout).not.toContain('c2VjcmV0');
      }
      expect(readdirSync(join(place, 'victim'))).toEqual(['secret.json']);
      expect(readFileSync(join(place, 'victim/secret.json'), 'utf8')).toBe('{"auth":"c2VjcmV0"}');
    },
  );
}

describe.each(['test-data', 'test-data/golden', 'test-data/cases'])('a link in the place of %s', (name) => {
  /** Puts what is there next to the repository, and a link in its place. */
  const replace = () => {
    renameSync(join(directory, name), join(place, 'elsewhere'));
    symlinkSync(join(place, 'elsewhere'), join(directory, name));
  };

  test.skipIf(git.missing).each(['check', 'add', 'update', 'list', 'pairs', 'check --against HEAD'])(
    `is not followed by "golden %s", with the default folders${git.note}`,
    async (words) => {
      execFileSync('git', ['init', '-q', directory]);
      replace();
      const before = snapshot();
      const { status, stderr } = await captured(['golden', ...words.split(' ')], { directory });
      expect(status).toBe(3);
      expect(stderr).toMatch(/^error: .* is a symbolic link, or its path leads through one \[file\/link\]$/m);
      expect(snapshot()).toEqual(before);
    },
  );

  test('is followed where the user names the folder', async () => {
    replace();
    const named = ['--cases', 'test-data/cases', '--goldens', 'test-data/golden'];
    expect(await captured(['golden', 'check', ...named], { directory })).toMatchObject({ status: 0 });
  });
});
