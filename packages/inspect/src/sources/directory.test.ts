import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WorkBudget } from '@bootwright/archive';
import type { Tree, TreeSource } from '@bootwright/file-tree';
import {
  directorySize,
  directorySizeStepByStep,
  longestText,
  readTree,
  withDirectorySource,
} from '@bootwright/file-tree';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byRoot, deviceNodes, needs, program } from '../../../../tools/probes.mjs';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { inspectTree } from '../inspect-tree.ts';
import { inspectedFiles } from '../inspected-files.ts';

const secret = 'ID=the-secret-of-the-host\nNAME=secret\nVERSION_ID=1\n';
const release = 'ID=inside\nNAME=Inside\nVERSION_ID=1\n';
const isRoot = byRoot() === undefined;
const fifo = needs(program('mkfifo'));
const devices = needs(deviceNodes());

let base = '';
let outside = '';
let count = 0;

beforeAll(() => {
  // Another user reads some of what is made here.
  process.umask(0o022);
  base = mkdtempSync(join(tmpdir(), 'bootwright-hostile-'));
  chmodSync(base, 0o755);
  outside = join(base, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'os-release'), secret);
  if (!fifo.missing) execFileSync('mkfifo', [join(outside, 'fifo')]);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A new root with a sound os-release in /usr/lib and whatever `make` puts there. */
function root(make: (at: (path: string) => string) => void): string {
  count += 1;
  const directory = join(base, `root-${count}`);
  const at = (path: string): string => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    return join(directory, path);
  };
  writeFileSync(at('usr/lib/os-release'), release);
  make(at);
  return directory;
}

const inspected = (directory: string) =>
  outcomeOf(() => inspectTree(readTree(directory, inspectedFiles), { imgref: 'x' }));

/** All content of a tree, as text, in which nothing of the host may appear. */
function everythingIn(tree: Tree): string {
  return [...tree.entries.values()]
    .flatMap((entry) => (entry.kind === 'file' ? entry.pieces.map(({ bytes }) => Buffer.from(bytes).toString()) : []))
    .join('\n');
}

/** Root reads everything; for these tests the process gives that up for a moment. */
function withoutPrivilege<T>(act: () => T): T {
  if (!isRoot) return act();
  process.seteuid?.(65534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a link out of the root', () => {
  test.each([
    ['absolute', () => join(outside, 'os-release')],
    ['relative', () => '../../outside/os-release'],
    ['far above the root', () => `${'../'.repeat(30)}${join(outside, 'os-release')}`],
    ['by way of /proc', () => '/proc/self/environ'],
  ])('%s: the file of the host is not read, and /usr/lib/os-release is used instead', (_, target) => {
    const directory = root((at) => symlinkSync(target(), at('etc/os-release')));
    expect(everythingIn(readTree(directory, inspectedFiles))).toBe(release);
    expect(inspected(directory)).toMatchObject({ value: { info: { os: { release: { id: 'inside' } } } } });
  });

  test('of a directory: nothing behind it is read', () => {
    const directory = root((at) => symlinkSync(outside, at('etc')));
    expect(everythingIn(readTree(directory, inspectedFiles))).toBe(release);
  });

  test('to a FIFO of the host: nobody waits for it', () => {
    const directory = root((at) => symlinkSync(join(outside, 'fifo'), at('etc/os-release')));
    expect(inspected(directory)).toMatchObject({ value: { info: { os: { release: { id: 'inside' } } } } });
  });

  test('an absolute link means the root of the container', () => {
    const directory = root((at) => symlinkSync('/usr/lib/os-release', at('etc/os-release')));
    expect(inspected(directory)).toMatchObject({ value: { info: { os: { release: { id: 'inside' } } } } });
  });
});

describe('links that do not end', () => {
  test.each([
    ['to itself', (at: (path: string) => string) => symlinkSync('os-release', at('etc/os-release'))],
    [
      'in a circle of directories',
      (at: (path: string) => string) => {
        symlinkSync('b', at('a'));
        symlinkSync('a', at('b'));
        symlinkSync('/a/os-release', at('etc/os-release'));
      },
    ],
    [
      'that grow as they are followed',
      (at: (path: string) => string) => symlinkSync('os-release/os-release', at('etc/os-release')),
    ],
  ])('%s', (_, make) => {
    expect(inspected(root(make))).toMatchObject({ fault: 'inspect/link-loop' });
  });
});

describe('what is not a regular file is never opened', () => {
  test.skipIf(fifo.missing)(`a FIFO${fifo.note}`, () => {
    const directory = root((at) => execFileSync('mkfifo', [at('etc/os-release')]));
    expect(inspected(directory)).toEqual({
      fault: 'inspect/not-a-file',
      message: '/etc/os-release is a FIFO, which is never opened',
    });
  });

  test('a socket', async () => {
    const directory = root((at) => mkdirSync(at('etc')));
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(directory, 'etc/os-release'), done));
    try {
      expect(inspected(directory)).toMatchObject({ fault: 'inspect/not-a-file' });
    } finally {
      server.close();
    }
  });

  test('a directory', () => {
    expect(inspected(root((at) => mkdirSync(at('etc/os-release/x'), { recursive: true })))).toMatchObject({
      fault: 'inspect/is-a-directory',
    });
  });

  test.skipIf(devices.missing)(`device nodes${devices.note}`, () => {
    const directory = root((at) => {
      mkdirSync(dirname(at('etc/os-release')), { recursive: true });
      execFileSync('mknod', [at('etc/os-release'), 'c', '1', '5']);
    });
    expect(inspected(directory)).toEqual({
      fault: 'inspect/not-a-file',
      message: '/etc/os-release is a character device, which is never opened',
    });
  });
});

describe('files beyond measure', () => {
  test('a text of 100 MB is not read', () => {
    const directory = root((at) => {
      writeFileSync(at('etc/os-release'), '');
      truncateSync(at('etc/os-release'), 100_000_000);
    });
    expect(everythingIn(readTree(directory, inspectedFiles))).toBe(release);
    expect(inspected(directory)).toEqual({
      fault: 'inspect/too-long',
      message: `/etc/os-release has 100000000 bytes, more than the ${longestText} that are read`,
    });
  });

  test('a unified kernel of 8 TB is read by its headers alone', () => {
    const directory = root((at) => {
      writeFileSync(at('boot/EFI/Linux/a.efi'), '');
      truncateSync(at('boot/EFI/Linux/a.efi'), 8_000_000_000_000);
    });
    expect(inspected(directory)).toMatchObject({ fault: 'inspect/unified-kernel' });
  });

  test('a directory of more names than any container has', () => {
    const directory = root((at) => {
      mkdirSync(at('boot/EFI/Linux'), { recursive: true });
      const first = at('boot/EFI/Linux/0');
      writeFileSync(first, '');
      for (let index = 1; index <= 10_000; index++) linkSync(first, at(`boot/EFI/Linux/${index}`));
    });
    expect(inspected(directory)).toMatchObject({ fault: 'inspect/too-many-entries' });
  });
});

describe('names and permissions', () => {
  test('a name that is not UTF-8 stays distinct from its neighbours', () => {
    const directory = root((at) => {
      mkdirSync(at('usr/lib/modules'), { recursive: true });
      const odd = Buffer.concat([Buffer.from(at('usr/lib/modules/')), Buffer.from([0xff, 0x31])]);
      mkdirSync(odd);
      writeFileSync(Buffer.concat([odd, Buffer.from('/vmlinuz')]), 'k');
      mkdirSync(at('usr/lib/modules/6.1'));
      writeFileSync(at('usr/lib/modules/6.1/vmlinuz'), 'k');
    });
    expect(readTree(directory, inspectedFiles).listings.get('usr/lib/modules')).toEqual(['6.1', '\udcff1']);
    expect(inspected(directory)).toMatchObject({ value: { info: { os: { kernel: { version: '6.1' } } } } });
  });

  test.each([
    ['file', 'etc/os-release'],
    ['directory', 'etc'],
  ])('an unreadable %s is a fault with its cure where it is needed', (_, path) => {
    const directory = root((at) => writeFileSync(at('etc/os-release'), release));
    chmodSync(join(directory, path), 0);
    const answer = withoutPrivilege(() => inspected(directory));
    expect(answer).toEqual({ fault: 'inspect/unreadable', message: 'cannot read /etc/os-release: EACCES' });
    chmodSync(join(directory, path), 0o700);
  });

  test('an unreadable file that nobody needs is not a fault', () => {
    const directory = root((at) => {
      writeFileSync(at('boot/grub/grub.cfg'), 'x');
      writeFileSync(at('usr/lib/modules/6.1/vmlinuz'), 'k');
    });
    chmodSync(join(directory, 'boot/grub'), 0);
    expect(withoutPrivilege(() => inspected(directory))).toMatchObject({ value: { notices: [] } });
    chmodSync(join(directory, 'boot/grub'), 0o700);
  });

  test.each([
    ['absent', 'nowhere', 'file/absent', /^no such file or directory: .*nowhere$/],
    ['a file', 'usr/lib/os-release', 'inspect/root', /os-release is not a directory$/],
    ['below a file', 'usr/lib/os-release/x', 'file/absent', /^a part of the path .*x is not a directory$/],
  ])('a root that is %s', (_, path, fault, message) => {
    const answer = outcomeOf(() =>
      readTree(
        join(
          root(() => {}),
          path,
        ),
        inspectedFiles,
      ),
    );
    expect(answer).toEqual({ fault, message: expect.stringMatching(message) });
  });
});

describe('a directory that is replaced with a link while it is read', () => {
  /** Moves a directory away and puts a link to the host's in its place. */
  const swap = (directory: string, path: string): void => {
    renameSync(join(directory, path), join(directory, `${path}-moved`));
    symlinkSync(outside, join(directory, path));
  };

  test('after it was opened: its own files are read', () => {
    const directory = root((at) => writeFileSync(at('etc/os-release'), release));
    const read = withDirectorySource(directory, ({ look, read: readBytes }) => {
      expect(look('etc/os-release')).toMatchObject({ kind: 'file', size: release.length });
      swap(directory, 'etc');
      return Buffer.from(readBytes('etc/os-release', 0, secret.length)).toString();
    });
    expect(read).toBe(release);
  });

  test.each<[string, (source: TreeSource) => unknown]>([
    ['reading', ({ read }) => read('etc/os-release', 0, secret.length)],
    ['looking', ({ look }) => look('etc/os-release')],
    ['listing', ({ list }) => list('etc', 10)],
  ])('before it was opened: %s is a fault', (_, use) => {
    const directory = root((at) => writeFileSync(at('etc/os-release'), release));
    const outcome = withDirectorySource(directory, (source) => {
      expect(source.look('etc')).toEqual({ kind: 'directory' });
      swap(directory, 'etc');
      return outcomeOf(() => use(source));
    });
    expect(outcome).toMatchObject({ fault: 'inspect/changed' });
  });

  test('a file that becomes a link is a fault', () => {
    const directory = root(() => {});
    const outcome = withDirectorySource(directory, (source) => {
      source.look('usr/lib/os-release');
      rmSync(join(directory, 'usr/lib/os-release'));
      symlinkSync(join(outside, 'os-release'), join(directory, 'usr/lib/os-release'));
      return outcomeOf(() => source.read('usr/lib/os-release', 0, 100));
    });
    expect(outcome).toEqual({
      fault: 'inspect/changed',
      message: '/usr/lib/os-release was replaced while the directory was read',
    });
  });
});

test('directories inside one another beyond all measure are a fault', () => {
  const directory = root((at) => mkdirSync(at('usr/x/'.concat('d/'.repeat(520))), { recursive: true }));
  const message = 'more than 500 directories are inside one another below /usr/x/d';
  const fault = { fault: 'inspect/too-deep', message };
  expect(outcomeOf(() => directorySize(directory))).toEqual(fault);
  const path = `usr/x/${'d/'.repeat(510)}d`;
  expect(outcomeOf(() => withDirectorySource(directory, ({ look }) => look(path)))).toEqual(fault);
});

test('no descriptor stays open after a directory was read', () => {
  const directory = root(() => {});
  const open = () => readdirSync('/proc/self/fd').length;
  const before = open();
  readTree(directory, inspectedFiles);
  directorySize(directory);
  outcomeOf(() => readTree(join(directory, 'usr/lib/os-release'), inspectedFiles));
  expect(open()).toBe(before);
});

describe('the size of a directory', () => {
  test('counts each file once, and no file behind a link', () => {
    const directory = root((at) => {
      writeFileSync(at('usr/bin/one'), 'x'.repeat(1000));
      linkSync(at('usr/bin/one'), at('usr/bin/two'));
      symlinkSync(join(outside, 'os-release'), at('usr/bin/link'));
    });
    const target = join(outside, 'os-release');
    expect(directorySize(directory)).toBe(release.length + 1000 + Buffer.byteLength(target));
  });

  test('is counted with a turn for signals before each file, and ends at the first', async () => {
    const directory = root((at) => {
      for (let file = 0; file < 100; file += 1) writeFileSync(at(`usr/bin/${file}`), 'x');
    });
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    const interruption = new Error('interrupted');
    let turns = 0;
    const budget = new (class extends WorkBudget {
      override async breathe() {
        turns += 1;
        if (turns === 50) throw interruption;
      }
    })();
    await expect(directorySizeStepByStep(directory, budget)).rejects.toBe(interruption);
    expect([turns, open()]).toEqual([50, before]);
  });

  test('of nothing is a fault', () => {
    expect(outcomeOf(() => directorySize(join(base, 'nowhere')))).toMatchObject({ fault: 'file/absent' });
  });
});
