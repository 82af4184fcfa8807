import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { architectures } from '@bootwright/core';
import { manifestValidator } from '@bootwright/osbuild/testing';
import { describe, expect, test } from 'vitest';
import { hasReference, referenceSchemas } from '../../../tools/reference.ts';
import { checkCases } from './check-cases.ts';
import { manifestGenerator } from './generate-outcome.ts';
import { renderPairs, sealingChanges } from './golden-pairs.ts';
import { openGoldens } from './golden-set.ts';
import { readCaseFiles, readGoldenFolder } from './node-store.ts';
import { parseCaseFiles } from './read-cases.ts';
import { renderTextReport } from './render-text.ts';

const testData = join(import.meta.dirname, '../../../test-data');
const cases = parseCaseFiles(readCaseFiles(join(testData, 'cases')));
const goldens = openGoldens(readGoldenFolder(join(testData, 'golden')));
const generate = manifestGenerator();

test('every case of this repository is as its golden says; "npm start -- golden update" takes over what is not', () => {
  const report = checkCases(cases, goldens, generate);
  expect(renderTextReport(report)).toBe(`${cases.length} cases: ${cases.length} as their goldens say\n`);
});

test('what sealing changes is what pairs.txt says; "npm start -- golden pairs --policy all" writes it anew', () => {
  const written = readFileSync(join(testData, 'golden/pairs.txt'), 'utf8');
  expect(renderPairs(sealingChanges(cases, generate))).toBe(written);
});

describe('the set of disk images', () => {
  const types = ['raw', 'ami', 'qcow2', 'oci', 'vmdk', 'vhd', 'gce', 'ova'];
  const wishes = ['none', 'filesystem', 'plain', 'lvm', 'btrfs', 'users', 'files', 'kernel-arguments'];
  const targets = architectures
    .filter((name) => name !== 'riscv64')
    .flatMap((architecture) => ['ext4', 'xfs', 'btrfs'].map((filesystem) => `${architecture}-${filesystem}`));
  const profiles = ['reference', 'recommended'];
  const combinations = (blueprints: readonly string[], containers: readonly string[]): readonly string[] =>
    blueprints.flatMap((blueprint) =>
      targets.flatMap((target) =>
        containers.flatMap((container) =>
          profiles.flatMap((profile) =>
            types.map((type) => `matrix/disks/${blueprint}/${target}/${container}-${profile}/${type}`),
          ),
        ),
      ),
    );

  test('has each type, architecture, file system, wish and profile, sealed and not', () => {
    const expected = [
      ...combinations(wishes, ['sealed', 'unsealed']),
      ...combinations(['none'], ['sealed-disk-yaml', 'unsealed-disk-yaml']),
    ];
    const names = cases.map(({ name }) => name).filter((name) => name.startsWith('matrix/'));
    expect([...names].sort()).toEqual([...expected].sort());
  });

  test('has a twin for each sealed case', () => {
    const alone = cases.filter(({ name, twin }) => /\/sealed/.test(name) && name.startsWith('matrix/') && !twin);
    expect(alone).toEqual([]);
  });

  test('takes up little room: what is equal is there once', () => {
    const sizes = goldens.files.map((file) => readFileSync(join(testData, 'golden', file)).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8_000_000);
  });
});

describe.skipIf(!hasReference)('osbuild', () => {
  test('takes every golden manifest by its schemas, but for the boot loader that it does not know', () => {
    const validate = manifestValidator(referenceSchemas());
    const refused = goldens.files
      .filter((file) => file.endsWith('.json'))
      .filter((file) => validate(JSON.parse(readFileSync(join(testData, 'golden', file), 'utf8'))).length > 0);
    expect(refused).toEqual(['departures/boot-loader.json']);
  });
});

test('the schemas of osbuild are here, or their checks are left out', () => {
  expect(hasReference).toBe(existsSync(join(import.meta.dirname, '../../../../shared/reference')));
});
