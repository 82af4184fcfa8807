import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../outcome/outcome.ts';
import { layOutGoldens } from './golden-layout.ts';
import { type GoldenFolder, openGoldens } from './golden-set.ts';
import { folderUpdate, planUpdate } from './update-goldens.ts';

const manifest = (text: string, notices = ''): Outcome => ({ kind: 'manifest', manifest: text, notices });
const fault = (faults: string): Outcome => ({ kind: 'fault', faults });

function folderOf(files: ReadonlyMap<string, string>): GoldenFolder {
  return { paths: [...files.keys()], read: (path) => files.get(path) };
}

test('cases with an equal manifest share the file of the first, and the index says so', () => {
  const files = layOutGoldens(
    new Map([
      ['disks/raw', manifest('{"a":1}\n')],
      ['disks/ami', manifest('{"a":1}\n', 'note\n')],
      ['disks/vhd', manifest('{"b":1}\n', 'note\n')],
      ['disks/iso', fault('no\n')],
    ]),
  );
  expect(Object.fromEntries(files)).toEqual({
    'disks/raw.json': '{"a":1}\n',
    'disks/ami.notices.jsonl': 'note\n',
    'disks/vhd.json': '{"b":1}\n',
    'disks/iso.faults.jsonl': 'no\n',
    'goldens.txt': `# Golden files, each with the cases that share it: what they lead to is equal to the last byte.
# Written by "bootwright golden update".

disks/raw.json
  disks/{raw,ami}

disks/ami.notices.jsonl
  disks/{ami,vhd}

disks/vhd.json
  disks/vhd

disks/iso.faults.jsonl
  disks/iso
`,
  });
});

const outcome = fc.oneof(
  fc.record({
    kind: fc.constant('manifest' as const),
    manifest: fc.constantFrom('1', '2', '3'),
    notices: fc.constantFrom('', 'n', 'm'),
  }),
  fc.record({ kind: fc.constant('fault' as const), faults: fc.constantFrom('f', 'g') }),
);
const outcomes = fc
  .dictionary(fc.constantFrom('a/b', 'a/c', 'a/d/e', 'f', 'g/h'), outcome)
  .map((all) => new Map(Object.entries(all)));

test('what is laid out reads as it was', () => {
  fc.assert(
    fc.property(outcomes, (all) => {
      const goldens = openGoldens(folderOf(layOutGoldens(all)));
      expect(new Map(goldens.names.map((name) => [name, goldens.find(name)]))).toEqual(all);
      expect(goldens.orphans).toEqual([]);
    }),
  );
});

test('an update of some cases leaves what the others say, whoever had the file', () => {
  fc.assert(
    fc.property(outcomes, outcomes, (before, accepted) => {
      const folder = folderOf(layOutGoldens(before));
      const verdicts = [...accepted].map(([name, after]) => ({ kind: 'missing' as const, name, after }));
      const goldens = openGoldens(folder);
      const wanted = layOutGoldens(planUpdate(goldens, verdicts, { order: [], made: new Map() }));
      const { write, remove } = folderUpdate(folder, wanted, goldens.files);
      const files = new Map(folder.paths.map((path) => [path, folder.read(path) ?? '']));
      for (const path of remove) files.delete(path);
      for (const [path, text] of write) files.set(path, `${text}`);
      const after = openGoldens(folderOf(files));
      expect(new Map(after.names.map((name) => [name, after.find(name)]))).toEqual(new Map([...before, ...accepted]));
      expect(after.orphans).toEqual([]);
    }),
  );
});

describe('a folder that was edited by hand', () => {
  const files = layOutGoldens(new Map([['disks/raw', manifest('{}\n', 'note\n')]]));

  test('without a file that the index names lacks that golden', () => {
    const left = new Map([...files].filter(([path]) => path !== 'disks/raw.notices.jsonl'));
    expect(openGoldens(folderOf(left)).find('disks/raw')).toBeUndefined();
  });

  test('with a file that the index does not name has an orphan, but other folders are left alone', () => {
    const more = new Map([...files, ['disks/old.json', '{}\n'], ['notes/old.json', '{}\n'], ['disks/readme.md', '']]);
    expect(openGoldens(folderOf(more)).orphans).toEqual(['disks/old.json']);
  });

  test('with a conflict in its index is a fault', () => {
    const broken = new Map([...files, ['goldens.txt', '<<<<<<< ours\n']]);
    expect(() => openGoldens(folderOf(broken))).toThrow('neither a golden file nor a case of one');
  });
});
