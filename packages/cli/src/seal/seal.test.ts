import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { byRoot, needs } from '../../../../tools/probes.mjs';
import { archiveOf, ociLayout } from '../../../container-image/testing/image.ts';
import { bootableFiles } from '../../../inspect/testing/bootable-image.ts';
import { scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { withDirectories } from '../../../seal/testing/sealed-image.ts';
import { captured } from '../captured.ts';
import { parseXattrs } from './read-xattrs.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-seal-'));
afterAll(() => rmSync(directory, { recursive: true }));
const time = 1_700_000_000;
for (const name of [
  'minimal',
  'minimal/boot',
  'minimal/sysroot',
  'minimal/usr',
  'more',
  'more/boot',
  'more/sysroot',
  'more/usr',
]) {
  mkdirSync(join(directory, name), { mode: 0o755 });
}
writeFileSync(join(directory, 'more/usr/a'), 'short');
writeFileSync(join(directory, 'more/usr/b'), 'long '.repeat(100));
linkSync(join(directory, 'more/usr/b'), join(directory, 'more/usr/c'));
symlinkSync('a', join(directory, 'more/usr/d'));
for (const name of ['usr/a', 'usr/b', 'usr', 'boot', 'sysroot', '.']) {
  utimesSync(join(directory, 'more', name), time, time);
  if (!name.includes('/')) utimesSync(join(directory, 'minimal', name), time, time);
}
writeFileSync(
  join(directory, 'minimal.dump'),
  [
    ['/', 5],
    ['/boot', 2],
    ['/sysroot', 2],
    ['/usr', 2],
  ]
    .map(([path, links]) => `${path} 0 40755 ${links} 0 0 0 ${time}.0 - - -\n`)
    .join(''),
);
const layer = withDirectories({ ...bootableFiles('sealed'), 'sysroot/README': 'emptied' });
writeFileSync(join(directory, 'os.tar'), archiveOf(ociLayout({ layers: [layer], tag: 'me/os:1' })));

const seal = (...argv: readonly string[]) =>
  captured(['seal', ...argv], { directory, environment: { PATH: '/nowhere' } });
const ofMinimal =
  'd9223d5ee30eee88de60d5844a202e261f2b2b1c0a3b0a00f1c02eae90ed6214f7cc9b1181ec241c279bd5e0fe4d11d3f6b7b1e5c7481b8336af624ca21f985f';

describe('seal digest', () => {
  test('prints the digest of a dump alone', async () => {
    expect(await seal('digest', 'dump:minimal.dump')).toEqual({ status: 0, stdout: `${ofMinimal}\n`, stderr: '' });
  });

  const root = needs(byRoot());
  test.skipIf(root.missing)(`prints that of a directory, whose owner counts${root.note}`, async () => {
    expect((await seal('digest', '--root', 'minimal')).stdout).toBe(`${ofMinimal}\n`);
    expect((await seal('digest', 'dir:minimal', '--json')).stdout).toBe(
      `${JSON.stringify({ digest: ofMinimal, erofs: 1, hash: 'sha512' }, null, 2)}\n`,
    );
  });

  test('prints that of an image in the format and with the hash that is asked for', async () => {
    const image = 'oci-archive:os.tar:me/os:1';
    const { stdout } = await seal('digest', image, '--all', '--json');
    const { digests } = JSON.parse(stdout);
    expect(digests).toHaveLength(12);
    for (const { erofs, hash, xattrs, digest } of digests) {
      expect(digest).toMatch(hash === 'sha512' ? /^[0-9a-f]{128}$/ : /^[0-9a-f]{64}$/);
      if (xattrs === 'user') continue;
      expect((await seal('digest', image, '--erofs', String(erofs), '--hash', hash)).stdout).toBe(`${digest}\n`);
    }
    expect((await seal('digest', image)).stdout).toBe(
      (await seal('digest', image, '--erofs', '1', '--hash', 'sha512')).stdout,
    );
  });

  test('says that it read no capabilities of a directory', async () => {
    const { status, stderr } = await seal('digest', '--root', 'minimal');
    expect(status).toBe(0);
    expect(stderr).toContain('file capabilities are not read, since getfattr is not installed');
  });
});

const command = [
  ...['getfattr', '--recursive', '--physical', '--no-dereference', '--dump', '--encoding=hex'],
  ...['--match=^(security\\.capability|user\\.)', '.'],
];

test('seal digest reports what getfattr could not read, and holes that no disk could store', async () => {
  const holes = join(directory, 'holes');
  mkdirSync(join(holes, 'usr'), { recursive: true });
  writeFileSync(join(holes, 'usr/big'), '');
  truncateSync(join(holes, 'usr/big'), 16 * 1024 ** 4 - 4096);
  const sparse = await seal('digest', '--root', 'holes');
  expect({ status: sparse.status, stdout: sparse.stdout }).toEqual({ status: 3, stdout: '' });
  expect(sparse.stderr).toMatch(/too much for what it stores \[image\/bomb\]\n {2}at usr\/big\n/);
  const runner = scriptedRunner([
    {
      command,
      end: { kind: 'exited', code: 1, stdout: '', stderr: 'getfattr: usr/a: Input/output error\n' },
    },
  ]);
  const { status, stderr } = await captured(['seal', 'digest', 'dir:more'], { directory, runner });
  expect(status).toBe(0);
  expect(stderr).toContain('getfattr did not read all attributes');
  expect(stderr).toContain('usr/a: Input/output error [seal/xattrs]');
});

describe('seal dump', () => {
  test('lists names, hard links and links of a directory, with what getfattr finds', async () => {
    const output = '# file: usr/a\nsecurity.capability=0x0102\nuser.x=0x78\n\n';
    const runner = scriptedRunner([{ command, end: { kind: 'exited', code: 0, stdout: output } }]);
    const { status, stdout } = await captured(['seal', 'dump', 'dir:more'], { directory, runner });
    const lines = stdout.split('\n').map((line) => line.split(' '));
    expect(status).toBe(0);
    expect(lines.map(([path]) => path)).toEqual([
      '/',
      '/boot',
      '/sysroot',
      '/usr',
      '/usr/a',
      '/usr/b',
      '/usr/c',
      '/usr/d',
      '',
    ]);
    expect(lines[4]?.slice(8)).toEqual(['-', 'short', '-', 'security.capability=\\x01\\x02']);
    expect(lines[5]?.[3]).toBe('2');
    expect(lines[6]).toEqual(['/usr/c', '0', '@120000', '-', '-', '-', '-', '0.0', '/usr/b', '-', '-']);
    expect(lines[7]?.[8]).toBe('a');
  });

  test('of a dump is the dump, and goes to a file', async () => {
    const { status, stdout } = await seal('dump', 'dump:minimal.dump', '-o', 'again.dump');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect((await seal('diff', 'dump:minimal.dump', 'dump:again.dump')).stdout).toBe('no differences\n');
  });
});

test('seal diff lists what differs, and the layer', async () => {
  const { status, stdout } = await seal('diff', 'dump:minimal.dump', 'dir:more', '--json');
  const { count, differences } = JSON.parse(stdout);
  expect(status).toBe(4);
  expect(differences.filter(({ what }: { readonly what: string }) => what === 'presence')).toEqual(
    ['a', 'b', 'c', 'd'].map((name) => ({
      path: `/usr/${name}`,
      what: 'presence',
      after: name === 'd' ? 'link' : 'file',
    })),
  );
  expect(count).toBe(differences.length);
  const layered = await seal('diff', 'dump:minimal.dump', 'oci-archive:os.tar:me/os:1');
  expect(layered.stdout).toMatch(/^\/usr\/lib: presence: none → directory$/m);
});

test('what getfattr prints, byte by byte: names need not be UTF-8', () => {
  const text =
    '# file: .\nuser.a=0x\n\n# file: .hidden\nuser.b=0x\n\n# file: ..a\nuser.c=0x\n\n# file: a\\040b\\303\nuser.\\075=0x3d\n\n# file: ./n\xc3\xa4\nsecurity.capability=0x00ff\n\n# file: x\xff\nuser.b=0x01\n\n';
  expect(
    [...parseXattrs(text)].map(([path, xattrs]) => [
      path,
      [...xattrs].map(([name, value]) => [name, Buffer.from(value).toString('hex')]),
    ]),
  ).toEqual([
    ['', [['user.a', '']]],
    ['.hidden', [['user.b', '']]],
    ['..a', [['user.c', '']]],
    ['a b\u00c3', [['user.=', '3d']]],
    ['n\u00c3\u00a4', [['security.capability', '00ff']]],
    ['x\u00ff', [['user.b', '01']]],
  ]);
});

test.each<[readonly string[], number, string]>([
  [['digset'], 2, 'did you mean "seal digest"?'],
  [['digest'], 2, 'REF or --root DIR'],
  [['digest', 'a', 'b'], 2, '"seal digest" takes one container, got 2'],
  [['diff', 'dump:minimal.dump'], 2, '"seal diff" takes two containers'],
  [['dump', 'dump:minimal.dump', '--erofs', '1'], 2, '"seal dump" does not take --erofs'],
  [['digest', 'dump:minimal.dump', '-o', 'x'], 2, '"seal digest" does not take --output'],
  [['digest', 'dump:minimal.dump', '--all', '--erofs', '1'], 2, '--erofs and --hash have no effect'],
  [['digest', 'dump:os.tar'], 3, 'os.tar'],
  [['dump', 'dump:minimal.dump', '--json'], 2, 'prints the dump format of composefs, not JSON'],
  [['digest', '--root', '/'], 3, 'the root of this machine'],
  [['digest', '--root', 'none'], 3, 'none'],
])('%j is a fault', async (argv, expected, message) => {
  const { status, stdout, stderr } = await seal(...argv);
  expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
  expect(stderr).toContain(message);
});
