import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createTree } from '@bootwright/file-tree';
import { inspectTree } from '@bootwright/inspect';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { bootableFiles } from '../../../inspect/testing/bootable-image.ts';
import { captured } from '../captured.ts';
import { inspectionJsonSchema } from '../schema/inspection-schema.ts';
import { lookOf } from '../terminal/look.ts';
import { differenceNotices } from './difference-notices.ts';
import { encodeFindings } from './encode-findings.ts';
import type { Findings } from './findings.ts';
import { renderFindings } from './render-findings.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-page-'));
afterAll(() => rmSync(directory, { recursive: true }));

const strange = {
  ...bootableFiles('sealed'),
  'usr/lib/os-release': 'ID=evil\nVERSION_ID=1\nNAME="Ev\u001b[31mil\u202e"\n',
};

function written(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name, path)), { recursive: true });
    writeFileSync(join(directory, name, path), content);
  }
  return `dir:${name}`;
}

const sealed = written('sealed', bootableFiles('sealed'));
const traditional = written('traditional', bootableFiles('traditional'));

describe('the page', () => {
  test.each([
    ['a sealed container on 80 columns', sealed, 80],
    ['a traditional one on 120 columns', traditional, 120],
  ])('%s', async (_name, reference, columns) => {
    const { stdout } = await captured(['inspect', reference], { directory, columns, terminal: true });
    expect(stdout).toMatchSnapshot();
    // Digests stay whole, so that they can be copied.
    const wide = stdout.split('\n').filter((line) => line.length > columns);
    expect(wide.filter((line) => !/ [^ ]*(c0ffee00){16}$/.test(line))).toEqual([]);
  });

  test('has whole lines where programs read it', async () => {
    const { stdout } = await captured(['inspect', sealed], { directory, columns: 80 });
    expect(stdout).toMatch(/^ {2}Command line {6}quiet rw composefs=(c0ffee00){16}$/m);
  });

  test('has colours where they are wanted, and the same words', async () => {
    const coloured = await captured(['inspect', sealed], { directory, colour: true });
    expect(coloured.stdout).toContain('\u001b[1mBoot\u001b[22m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    const plain = coloured.stdout.replace(/\u001b\[\d+m/g, '');
    expect(plain).toBe((await captured(['inspect', sealed], { directory })).stdout);
  });

  test('shows what strangers wrote without letting it write on the screen', async () => {
    const { stdout } = await captured(['inspect', written('strange', strange)], { directory });
    expect(stdout).toContain('Ev\\u001b[31mil\\u202e 1');
    expect(stdout).not.toContain('\u001b');
  });

  test('comes before its notices, with their cures', async () => {
    const files = { ...bootableFiles('sealed'), 'usr/lib/bootc/kargs.d/1.toml': 'kargs = ["nosmt"]\n' };
    const { status, stdout, stderr } = await captured(['inspect', written('lost', files)], { directory });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}Arguments +nosmt \(from kargs.d; the unified kernel image has its own\)$/m);
    expect(stderr).toMatch(/\[unified-kernel\/unseen-arguments\]\n(.*\n)* {2}help: /);
  });
});

describe('reading and asking', () => {
  const inspection = inspectTree(createTree(bootableFiles('traditional')), { imgref: 'a/b:1', architecture: 'x86_64' });
  const facts = { name: 'a/b:1', labels: new Map() };
  const named = { written: 'a/b:1', reference: { transport: 'name', name: 'a/b:1' } } as const;
  const container = { named, facts, inspection, notices: [] };
  const page = (differences: Findings['differences']) =>
    renderFindings(
      { container, ...(differences === undefined ? {} : { differences }) },
      lookOf({ terminal: false, colour: false, columns: 80 }),
    );
  const differences = [
    { fact: 'bootloader', read: 'systemd', asked: 'grub' },
    { fact: 'bootc.kargs', read: ['quiet'] },
  ];

  test('that agree say so', () => {
    expect(page([]).endsWith('\nFiles and programs\n  give the same facts\n')).toBe(true);
    expect(page(undefined)).not.toContain('Files and programs');
  });

  test('that differ say where', () => {
    expect(
      page(differences).split('\nFiles and programs differ\n')[1],
    ).toBe(`  bootloader: "systemd" in the files, "grub" from its programs
  bootc.kargs: ["quiet"] in the files, nothing from its programs
`);
    expect(differenceNotices(differences).map(({ code }) => code)).toEqual([
      'inspect/difference',
      'inspect/difference',
    ]);
  });

  test('fit the schema', () => {
    const fits = new Ajv2020({ strict: false }).compile(inspectionJsonSchema());
    expect(fits(encodeFindings({ container, differences }))).toBe(true);
    expect(fits({ ...encodeFindings({ container }), more: 1 })).toBe(false);
  });
});

test.each([
  ['sealed', sealed],
  ['traditional', traditional],
])('what inspect prints of a %s container fits the schema', async (_name, reference) => {
  const { stdout } = await captured(['inspect', reference, '--json'], { directory });
  const validate = new Ajv2020({ strict: false }).compile(inspectionJsonSchema());
  validate(JSON.parse(stdout));
  expect(validate.errors).toBe(null);
});
