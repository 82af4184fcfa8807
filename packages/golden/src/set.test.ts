import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profiles } from '@bootwright/build-request';
import { architectures } from '@bootwright/core';
import { filesystemTypes } from '@bootwright/disk';
import { diskTypes } from '@bootwright/image-types';
import { manifestValidator } from '@bootwright/osbuild/testing';
import { describe, expect, test } from 'vitest';
import { recordedSchemas, recordings } from '../../../tools/reference.ts';
import { parseCaseFiles } from './cases/read-cases.ts';
import { checkCases } from './check/check-cases.ts';
import { renderPairs, sealingChanges } from './check/golden-pairs.ts';
import { openGoldens } from './goldens/golden-set.ts';
import { manifestGenerator } from './outcome/generate-outcome.ts';
import { renderTextReport } from './report/render-text.ts';
import { readCaseFiles, readGoldenFolder } from './store/golden-folder.ts';

const testData = join(import.meta.dirname, '../../../test-data');
const cases = parseCaseFiles(readCaseFiles(join(testData, 'cases')));
const goldens = openGoldens(readGoldenFolder(join(testData, 'golden')));
const generate = manifestGenerator();

test('every case of this repository is as its golden says; "npm start -- golden update" accepts what is not', () => {
  const report = checkCases(cases, goldens, generate);
  expect(renderTextReport(report)).toBe(`${cases.length} cases: ${cases.length} as their goldens say\n`);
});

test('what sealing changes is what pairs.txt says; "npm start -- golden pairs --policy all" rewrites it', () => {
  const written = readFileSync(join(testData, 'golden/pairs.txt'), 'utf8');
  expect(renderPairs(sealingChanges(cases, generate))).toBe(written);
});

describe('the set of disk images', () => {
  const customizations = ['none', 'filesystem', 'plain', 'lvm', 'btrfs', 'users', 'files', 'kernel-arguments'];
  const containers = ['sealed', 'unsealed', 'sealed-disk-yaml', 'unsealed-disk-yaml'];
  const axes: readonly (readonly string[])[] = [
    customizations,
    architectures,
    filesystemTypes,
    containers,
    profiles,
    diskTypes.map(({ name }) => name),
  ];
  const product = axes.reduce<readonly (readonly string[])[]>(
    (some, words) => some.flatMap((one) => words.map((word) => [...one, word])),
    [[]],
  );
  const nameOf = ([customization, architecture, filesystem, container, profile, type]: readonly string[]): string =>
    `matrix/disks/${customization}/${architecture}-${filesystem}/${container}-${profile}/${type}`;

  /** What has no case, and why. */
  const leftOut: Readonly<Record<string, (choice: readonly string[]) => boolean>> = {
    'vfat has neither owners nor links, and contains no root': ([, , filesystem]) => filesystem === 'vfat',
    'no image type has a layout for riscv64': ([, architecture]) => architecture === 'riscv64',
    'a container that brings its own partition table is tried without further customizations': ([
      customization,
      ,
      ,
      container,
    ]) => container?.endsWith('disk-yaml') === true && customization !== 'none',
  };
  const reasonFor = (choice: readonly string[]): string | undefined =>
    Object.keys(leftOut).find((reason) => leftOut[reason]?.(choice));

  test('has every type, architecture, file system, customization and profile, sealed and not, but for what has a reason', () => {
    const names = cases.map(({ name }) => name).filter((name) => name.startsWith('matrix/disks/'));
    const expected = product.filter((one) => reasonFor(one) === undefined).map(nameOf);
    expect([...names].sort()).toEqual([...expected].sort());
  });

  test('leaves out of each type what it says, and nothing for no reason', () => {
    const counts = diskTypes.map(({ name }) => {
      const reasons = product.filter((choice) => choice.at(-1) === name).map(reasonFor);
      return [reasons.length, ...Object.keys(leftOut).map((reason) => reasons.filter((one) => one === reason).length)];
    });
    expect(counts).toEqual(diskTypes.map(() => [1_280, 320, 192, 336]));
  });

  test('gives the reasons that are the case', () => {
    const { matrix } = JSON.parse(readFileSync(join(testData, 'cases/matrix/disks.json'), 'utf8'));
    expect(matrix.exclude.map(({ because }: { readonly because: string }) => because)).toEqual([
      'a container that brings its own partition table is tried without further customizations',
    ]);
    const [one] = cases.filter(({ name }) => name === 'matrix/disks/none/aarch64-ext4/unsealed-reference/raw');
    const request = JSON.parse(JSON.stringify(one?.request).replaceAll('aarch64', 'riscv64'));
    const outcome = generate({ name: 'one', request, profile: 'reference', at: {} });
    expect(outcome).toMatchObject({ kind: 'fault', faults: expect.stringContaining('image-type/architecture') });
  });

  test('has a twin for each sealed case', () => {
    const alone = cases.filter(({ name, twin }) => /\/sealed/.test(name) && name.startsWith('matrix/') && !twin);
    expect(alone).toEqual([]);
  });

  test('takes up little room: what is equal is there once', () => {
    const texts = goldens.files
      .filter((file) => file.startsWith('matrix/'))
      .map((file) => readFileSync(join(testData, 'golden', file), 'utf8'));
    expect(new Set(texts).size).toBe(texts.length);
    // Types whose files have one name before the dot have the same manifests.
    const mostForName = 3_900_000;
    const fileNames = new Set(diskTypes.map(({ filename }) => filename.split('.')[0]));
    const size = texts.reduce((sum, text) => sum + text.length, 0);
    expect(size).toBeLessThan(mostForName * fileNames.size);
  });
});

describe.skipIf(recordings.missing)(`osbuild${recordings.note}`, () => {
  test('takes every golden manifest by its schemas, but for those that show what it rejects', () => {
    const validate = manifestValidator(recordedSchemas());
    const refused = goldens.files
      .filter((file) => file.endsWith('.json'))
      .filter((file) => validate(JSON.parse(readFileSync(join(testData, 'golden', file), 'utf8'))).length > 0);
    expect(refused).toEqual(['departures/boot-loader.json', 'departures/rejected-value.json']);
  });
});
