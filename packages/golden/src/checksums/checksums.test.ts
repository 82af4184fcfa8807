import { gunzipSync, gzipSync } from 'node:zlib';
import { encodeTar } from '@bootwright/archive';
import { describe, expect, test } from 'vitest';
import type { GoldenCase } from '../cases/golden-case.ts';
import { checkCases } from '../check/check-cases.ts';
import { layOutGoldens } from '../goldens/golden-layout.ts';
import { type GoldenFolder, openGoldens } from '../goldens/golden-set.ts';
import { asChecksums } from '../goldens/stored-form.ts';
import { planUpdate } from '../goldens/update-goldens.ts';
import type { Generate } from '../outcome/generate-outcome.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { sha256Of } from '../outcome/sha256.ts';
import { encodeReport, parseReport } from '../report/encode-report.ts';
import { renderTextReport } from '../report/render-text.ts';
import { encodeChecksums, parseChecksums } from './checksum-list.ts';

const manifest = (stage: string): string =>
  `${JSON.stringify({ version: '2', pipelines: [{ name: 'os', stages: [{ type: `org.osbuild.${stage}` }] }] })}\n`;
const outcomes = new Map<string, Outcome>([
  ['disks/raw', { kind: 'manifest', manifest: manifest('a'), notices: '' }],
  ['disks/ami', { kind: 'manifest', manifest: manifest('a'), notices: 'note\n' }],
  ['disks/iso', { kind: 'fault', faults: 'no\n' }],
]);
const empty: GoldenFolder = { paths: [], read: () => undefined };

type Files = ReadonlyMap<string, string | Uint8Array>;

const whole = layOutGoldens(outcomes);
const stored = asChecksums(whole, empty);
const without = (path: string): Files => new Map([...stored].filter(([one]) => one !== path));
const withFile = (path: string, content: string | Uint8Array): Files => new Map([...stored, [path, content]]);

function folderOf(files: Files): GoldenFolder {
  const bytes = (path: string) => {
    const content = files.get(path);
    return content === undefined ? undefined : Buffer.from(content as Uint8Array);
  };
  return { paths: [...files.keys()], read: (path) => bytes(path)?.toString(), readBytes: bytes };
}

const cases: readonly GoldenCase[] = [...outcomes.keys()].map((name) => ({
  name,
  request: {},
  profile: 'reference',
  at: {},
}));
const generate: Generate = ({ name }) => outcomes.get(name) ?? { kind: 'fault', faults: '' };
const changed: Generate = (one) =>
  one.name === 'disks/raw' ? { kind: 'manifest', manifest: manifest('b'), notices: '' } : generate(one);
const check = (files: Files, make: Generate = generate) => checkCases(cases, openGoldens(folderOf(files)), make);
const sumsOf = (files: Files) => openGoldens(folderOf(files)).find('disks/raw');

test('a folder in the form of checksums has an index, the checksums and an archive', () => {
  expect([...stored.keys()]).toEqual(['goldens.txt', 'checksums.txt', 'manifests.tar.gz']);
  expect(stored.get('checksums.txt')).toBe(`# SHA-256 of the golden files in manifests.tar.gz, as sha256sum reads them.
# Written by "bootwright golden update".
${sha256Of('note\n')}  disks/ami.notices.jsonl
${sha256Of('no\n')}  disks/iso.faults.jsonl
${sha256Of(manifest('a'))}  disks/raw.json
`);
});

test('the archive has the files whose checksums are listed, sorted, in a tar that depends on them alone', () => {
  const files = ['disks/ami.notices.jsonl', 'disks/iso.faults.jsonl', 'disks/raw.json'];
  const tar = encodeTar(files.map((path) => ({ path, bytes: Buffer.from(whole.get(path) ?? '') })));
  expect(gunzipSync(stored.get('manifests.tar.gz') ?? '').equals(tar)).toBe(true);
});

test('an archive with the same files is not packed again', () => {
  const packed = gzipSync(gunzipSync(stored.get('manifests.tar.gz') ?? ''), { level: 1 });
  expect(packed).not.toEqual(stored.get('manifests.tar.gz'));
  expect(asChecksums(whole, folderOf(withFile('manifests.tar.gz', packed))).get('manifests.tar.gz')).toEqual(packed);
});

test.each(['manifests.tar.gz', 'nothing'])('cases are checked without %s where their checksums are equal', (path) => {
  expect(check(without(path)).verdicts).toEqual(cases.map(({ name }) => ({ kind: 'same', name })));
});

test('with the archive, a change is explained as that of whole goldens', () => {
  expect(renderTextReport(check(stored, changed))).toBe(renderTextReport(check(whole, changed)));
});

test('without the archive, a change is reported by its checksum, with where the archive belongs', () => {
  const report = check(without('manifests.tar.gz'), changed);
  expect(report.verdicts[0]).toEqual({
    kind: 'changed',
    name: 'disks/raw',
    before: { kind: 'checksums', of: 'manifest', sums: [sha256Of(manifest('a'))] },
    after: { kind: 'manifest', manifest: manifest('b'), notices: '' },
  });
  expect(renderTextReport(report)).toContain(
    'the checksum changed, and the archive manifests.tar.gz with the manifest is missing: put it next to checksums.txt, or name it with --archive',
  );
  expect(parseReport(encodeReport(report), {})).toEqual(report);
});

test('an update of one case needs the archive only for cases that changed as well', () => {
  const goldens = openGoldens(folderOf(without('manifests.tar.gz')));
  const made = new Map(outcomes);
  expect(planUpdate(goldens, [], { order: [...outcomes.keys()], made })).toEqual(outcomes);
  made.set('disks/raw', changed(cases[0] as GoldenCase));
  expect(() => planUpdate(goldens, [], { order: [], made })).toThrow(
    'the golden of disks/raw is known by its checksum',
  );
});

describe('is a fault of the archive:', () => {
  const tar = (files: Readonly<Record<string, string>>): Uint8Array =>
    gzipSync(encodeTar(Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))));
  const packed = Buffer.from(stored.get('manifests.tar.gz') as Uint8Array);
  test.each([
    ['bytes that are not gzip', Buffer.from('text'), 'it is not valid gzip'],
    ['a gzip that is cut short', packed.subarray(0, packed.length - 20), 'it is not valid gzip'],
    ['gzip of no tar archive', gzipSync('x'.repeat(1024)), 'manifests.tar.gz: '],
    ['zeros without end', gzipSync(Buffer.alloc(32 * 1024 ** 2)), 'unpacks to too much'],
    ['a missing file', tar({ 'disks/ami.notices.jsonl': 'note\n' }), 'it does not contain disks/raw.json'],
    ['another checksum', tar({ 'disks/raw.json': '{}' }), 'its disks/raw.json does not have the SHA-256'],
    ['a path out of the folder', tar({ '../raw.json': '{}' }), 'contains "../raw.json", which is not a golden file'],
    ['an absolute path', tar({ '/raw.json': '{}' }), 'which is not a golden file'],
    ['a hidden file', tar({ '.git/raw.json': '{}' }), 'which is not a golden file'],
    ['a file that is not a golden', tar({ 'disks/raw.sh': '' }), 'which is not a golden file'],
    ['a path that occurs twice', Buffer.from(gzipSync(twice('disks/raw.json'))), 'it contains disks/raw.json twice'],
  ])('%s', (_name, bytes, message) => {
    expect(() => sumsOf(withFile('manifests.tar.gz', bytes))).toThrow(
      expect.objectContaining({ code: 'golden/archive', message: expect.stringContaining(message) }),
    );
  });

  function twice(path: string): Uint8Array {
    const one = { path, bytes: Buffer.from('{}') };
    return encodeTar([one, one]);
  }
});

describe('is a fault of the checksums, with its line:', () => {
  const sum = 'a'.repeat(64);
  test.each([
    ['a conflict of two versions', '<<<<<<< ours'],
    ['a path out of the folder', `${sum}  ../raw.json`],
    ['an absolute path', `${sum}  /etc/raw.json`],
    ['a file that is not a golden', `${sum}  disks/raw.sh`],
    ['a checksum that is too short', `${sum.slice(1)}  disks/raw.json`],
    ['a path that is listed twice', `${sum}  disks/x.json`],
  ])('%s', (_name, line) => {
    expect(() => parseChecksums(`${encodeChecksums(new Map([['disks/x.json', sum]]))}${line}\n`)).toThrow(
      expect.objectContaining({ code: 'golden/checksums', at: expect.objectContaining({ line: 4 }) }),
    );
  });
});
