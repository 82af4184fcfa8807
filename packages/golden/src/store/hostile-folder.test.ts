import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseIndex } from '../goldens/golden-index.ts';
import { sha256Of } from '../outcome/sha256.ts';
import {
  readCaseFiles,
  readGoldenFile,
  readGoldenFolder,
  updateGoldenFolder,
  writeGoldenFile,
} from './golden-folder.ts';
import { encodeJournal, parseJournal } from './update-journal.ts';

let place: string;
let folder: string;
const at = (...names: readonly string[]) => join(place, ...names);
const victim = () => readFileSync(at('victim/keep'), 'utf8');

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'bootwright-hostile-'));
  folder = at('repo/golden');
  mkdirSync(folder, { recursive: true });
  mkdirSync(at('victim'));
  writeFileSync(at('victim/keep'), 'precious');
  writeFileSync(join(folder, 'a.json'), 'old');
});
afterEach(() => rmSync(place, { recursive: true }));

/** Everything below a folder with its content, as reading alone must leave it. */
function snapshot(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const content = entry.isFile() ? readFileSync(path, 'utf8') : entry.isSymbolicLink() ? readlinkSync(path) : '';
      return `${path} ${lstatSync(path).mode} ${lstatSync(path).ino} ${content}`;
    })
    .sort();
}

const write = (path: string, text: string) => ({ write: new Map([[path, text]]), remove: [] });
const remove = (path: string) => ({ write: new Map(), remove: [path] });

describe('a journal that this host and user have not written', () => {
  const journals: readonly (readonly [string, string])[] = [
    ['in the form of earlier versions', '{"write":[],"remove":["../../victim/keep"]}'],
    ['without a signature', '{"write":[],"remove":["a.json"],"signature":""}'],
    ['with a signature of its own', encodeJournal({ write: [], remove: ['a.json'] }, 'guessed')],
    ['that is not JSON', '{'],
    ['that is empty', ''],
  ];

  test.each(journals)('%s is reported, and reading changes nothing', (_, text) => {
    writeFileSync(join(folder, '.golden-journal'), text);
    const before = snapshot(place);
    const { notices, paths, read } = readGoldenFolder(folder);
    expect(notices).toMatchObject([{ code: 'golden/journal', at: { file: `${folder}/.golden-journal` } }]);
    expect({ paths, text: read('a.json') }).toEqual({ paths: ['a.json'], text: 'old' });
    expect(snapshot(place)).toEqual(before);
  });

  test.each(journals)('%s is not obeyed by an update either', async (_, text) => {
    writeFileSync(join(folder, '.golden-journal'), text);
    await updateGoldenFolder(folder, () => write('b.json', 'new'));
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json']);
    expect(victim()).toBe('precious');
  });

  test('is not read where a signature covers another path', () => {
    const text = encodeJournal({ write: [], remove: ['a.json'] }, 'key');
    expect(parseJournal(text, 'key')).toEqual({ write: [], remove: ['a.json'] });
    expect(parseJournal(text.replace('a.json', 'b.json'), 'key')).toBeUndefined();
  });

  test.each(['../a', '/a', 'a/../../b', '.', ''])('is not read with the path %j, even signed', (path) => {
    const draft = { path, draft: 'x', sha256: sha256Of('') };
    expect(parseJournal(encodeJournal({ write: [], remove: [path] }, 'key'), 'key')).toBeUndefined();
    expect(parseJournal(encodeJournal({ write: [draft], remove: [] }, 'key'), 'key')).toBeUndefined();
    const led = { path: 'a', draft: `x/${path}`, sha256: sha256Of('') };
    expect(parseJournal(encodeJournal({ write: [led], remove: [] }, 'key'), 'key')).toBeUndefined();
  });
});

describe('a path out of the folder', () => {
  test.each(['../../victim/keep', 'x/../../../victim/keep', '/etc/passwd', 'a//b', './a.json', 'a/'])(
    'such as %j is neither written nor removed nor read',
    async (path) => {
      const before = snapshot(place);
      const fault = { code: 'file/outside' };
      await expect(updateGoldenFolder(folder, () => write(path, 'evil'))).rejects.toMatchObject(fault);
      await expect(updateGoldenFolder(folder, () => remove(path))).rejects.toMatchObject(fault);
      expect(() => readGoldenFolder(folder).read(path)).toThrow(expect.objectContaining(fault));
      expect(() => readGoldenFile(folder, path)).toThrow(expect.objectContaining(fault));
      expect(snapshot(place)).toEqual(before);
    },
  );

  test('in an update changes nothing of what the update would also do', async () => {
    const update = {
      write: new Map([
        ['b.json', '1'],
        ['../c.json', '2'],
      ]),
      remove: ['a.json'],
    };
    await expect(updateGoldenFolder(folder, () => update)).rejects.toMatchObject({ code: 'file/outside' });
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  test.each([
    ['a golden file with ..', 'x/../../victim/keep.json\n  a/b\n'],
    ['a golden file with an absolute path', '/etc/passwd.json\n  a/b\n'],
    ['a golden file with a hidden segment', 'x/.git/config.json\n  a/b\n'],
    ['a golden file with an empty segment', 'x//y.json\n  a/b\n'],
    ['a case with ..', 'x/y.json\n  x/../../victim/written\n'],
    ['a case with .. in a choice of words', 'x/y.json\n  x/{..,a}/y\n'],
    ['a case with a slash in a choice of words', 'x/y.json\n  x/{a/..,b}\n'],
    ['a case with an empty segment', 'x/y.json\n  x//y\n'],
    ['a case with an absolute path', 'x/y.json\n  /etc/passwd\n'],
    ['a case before any file', '  x/y\n'],
    ['a line of another kind', 'x/y.json\n x\n'],
    ['a control character', 'x/y.json\n  x/y\u001b\n'],
  ])('in the index, %s is the fault golden/index with its line', (_, text) => {
    expect(() => parseIndex(`# comment\n${text}`)).toThrow(
      expect.objectContaining({ code: 'golden/index', at: expect.objectContaining({ line: expect.any(Number) }) }),
    );
  });

  test('in the index, a pattern that names more cases than there is memory for is a fault at once', () => {
    const words = `{${Array.from({ length: 100 }, (_, index) => index).join(',')}}`;
    expect(() => parseIndex(`x.json\n  ${Array.from({ length: 8 }, () => words).join('/')}\n`)).toThrow(
      expect.objectContaining({ code: 'golden/index', message: 'more than 500000 cases are named' }),
    );
  });
});

describe('a link below the folder', () => {
  test('in the place of a golden is not read through', () => {
    rmSync(join(folder, 'a.json'));
    symlinkSync(at('victim/keep'), join(folder, 'a.json'));
    const fault = expect.objectContaining({ code: 'file/link' });
    expect(() => readGoldenFolder(folder)).toThrow(fault);
    expect(() => readGoldenFile(folder, 'a.json')).toThrow(fault);
  });

  test('in the place of a folder is neither read nor written through', async () => {
    symlinkSync(at('victim'), join(folder, 'set'));
    expect(() => readGoldenFolder(folder)).toThrow(expect.objectContaining({ code: 'file/link' }));
    expect(() => readGoldenFile(folder, 'set/keep')).toThrow(expect.objectContaining({ code: 'file/link' }));
    await expect(updateGoldenFolder(folder, () => write('set/new.json', 'x'))).rejects.toMatchObject({
      code: 'file/link',
    });
    expect(readdirSync(at('victim'))).toEqual(['keep']);
  });

  test('that appears while an update runs is not written or removed through', async () => {
    mkdirSync(join(folder, 'set'));
    writeFileSync(join(folder, 'set/keep'), 'old');
    const swap = () => {
      renameSync(join(folder, 'set'), join(folder, 'moved'));
      symlinkSync(at('victim'), join(folder, 'set'));
    };
    const update = updateGoldenFolder(folder, () => {
      swap();
      return { write: new Map([['set/new.json', 'x']]), remove: ['set/keep'] };
    });
    await expect(update).rejects.toMatchObject({ code: 'file/link' });
    expect(readdirSync(at('victim'))).toEqual(['keep']);
  });

  test.each(['.golden-b.json', '.golden-journal', `.b.json.${process.pid}.part`, '.golden-lock-taken'])(
    'of the name %s is not written through',
    async (name) => {
      symlinkSync(at('victim/keep'), join(folder, name));
      await updateGoldenFolder(folder, () => write('b.json', 'new')).catch(() => undefined);
      expect(victim()).toBe('precious');
    },
  );

  test('in the place of pairs.txt is replaced, not followed', async () => {
    symlinkSync(at('victim/keep'), join(folder, 'pairs.txt'));
    await writeGoldenFile(folder, 'pairs.txt', 'text');
    expect({ victim: victim(), pairs: readFileSync(join(folder, 'pairs.txt'), 'utf8') }).toEqual({
      victim: 'precious',
      pairs: 'text',
    });
  });
});

// On Linux a name is bytes; macOS takes only UTF-8.
test.skipIf(process.platform !== 'linux')(
  'a name that is not UTF-8 is a fault, as its text is the name of another file (Linux alone has such names)',
  async () => {
    const wrong = Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xff]), Buffer.from('.json')]);
    writeFileSync(wrong, 'left over');
    writeFileSync(join(folder, 'b\ufffd.json'), 'another');
    writeFileSync(join(folder, 'ü.json'), 'readable');
    const before = snapshot(folder);
    const remove = { write: new Map(), remove: ['b\ufffd.json'] };
    await expect(updateGoldenFolder(folder, () => remove)).rejects.toMatchObject({ code: 'file/read' });
    expect(() => readGoldenFolder(folder)).toThrow(/EILSEQ: a name that is not UTF-8/);
    expect(() => readCaseFiles(folder)).toThrow(/EILSEQ: a name that is not UTF-8/);
    expect(snapshot(folder)).toEqual(before);
    rmSync(wrong);
    expect(readGoldenFolder(folder).paths).toEqual(['a.json', 'b\ufffd.json', 'ü.json']);
  },
);

describe('cases', () => {
  const cases = () => at('repo/cases');
  beforeEach(() => {
    mkdirSync(join(cases(), 'sub'), { recursive: true });
    writeFileSync(join(cases(), 'sub/one.json'), '{}');
  });

  test('are the .json files of the folder', () => {
    writeFileSync(join(cases(), 'README'), 'text');
    expect(readCaseFiles(cases())).toEqual([{ path: 'sub/one.json', text: '{}' }]);
  });

  test.each([
    ['a link to a file', 'p.json', () => symlinkSync('/etc/passwd', join(cases(), 'p.json')), 'file/link'],
    ['a link to a folder', 'more', () => symlinkSync(at('victim'), join(cases(), 'more')), 'file/link'],
    ['a FIFO', 'f.json', () => execFileSync('mkfifo', [join(cases(), 'f.json')]), 'file/special'],
  ])('of which one is %s are a fault that names it', (_, name, make, code) => {
    make();
    expect(() => readCaseFiles(cases())).toThrow(expect.objectContaining({ code, at: { file: `${cases()}/${name}` } }));
  });

  test('of which one is not UTF-8 are a fault', () => {
    writeFileSync(join(cases(), 'b.json'), new Uint8Array([0x22, 0xff, 0x22]));
    expect(() => readCaseFiles(cases())).toThrow(expect.objectContaining({ code: 'file/utf8' }));
  });
});

test('a golden keeps its permissions where it is replaced', async () => {
  execFileSync('chmod', ['600', join(folder, 'a.json')]);
  await updateGoldenFolder(folder, () => write('a.json', 'new'));
  expect(statSync(join(folder, 'a.json')).mode & 0o777).toBe(0o600);
});

test('the lock of another host that stays for a minute is a fault with whose it is', async () => {
  writeFileSync(join(folder, '.golden-lock'), 'elsewhere 17:1 another-start/1\n');
  const begun = Date.now();
  const clock = vi
    .spyOn(Date, 'now')
    .mockReturnValueOnce(begun)
    .mockReturnValue(begun + 60_001);
  try {
    await expect(updateGoldenFolder(folder, () => write('b.json', 'new'))).rejects.toMatchObject({
      code: 'golden/locked',
      message: 'another update is at work (process 17 on elsewhere)',
      at: { file: `${folder}/.golden-lock` },
      hint: `wait for it; if there is no such process any more, remove ${folder}/.golden-lock`,
    });
  } finally {
    clock.mockRestore();
  }
  expect(existsSync(join(folder, 'b.json'))).toBe(false);
});

test('the lock of another host is waited for without blocking the thread', async () => {
  writeFileSync(join(folder, '.golden-lock'), 'elsewhere 1:1 another-start/1\n');
  const update = updateGoldenFolder(folder, () => write('b.json', 'new'));
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(existsSync(join(folder, 'b.json'))).toBe(false);
  rmSync(join(folder, '.golden-lock'));
  await update;
  expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json']);
});
