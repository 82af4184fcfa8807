import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hostRunner } from '@bootwright/process';
import { expect, inject, test } from 'vitest';
import { probeBuild, probeIsoBuild } from '../src/probes/build.ts';
import { builtDisk, builtIsoFolder } from '../src/probes/built-disk.ts';
import { bootwright } from './bootwright.ts';
import { defineSuite } from './define-suite.ts';
import { keep } from './keep.ts';

/** In milliseconds: an emulated machine takes some twenty minutes. */
const anHour = 3_600_000;

const runner = hostRunner(process.env);

for (const [kind, role] of [
  ['unsealed', 'bootc'],
  ['sealed', 'sealed'],
] as const) {
  defineSuite(`build-${kind}`, await probeBuild(role, runner, process.env), ({ options, image }) => {
    test(`a disk of ${image}`, { timeout: anHour }, async () => {
      const disk = builtDisk(inject('home'), kind);
      mkdirSync(dirname(disk), { recursive: true });
      const output = ['--output-dir', dirname(disk), '--output-name', kind, '--with-manifest'];
      const cache = ['--cache', join(inject('home'), 'store')];
      const profile = ['--profile', 'recommended', '--progress', 'verbose'];
      const wanted = ['--type', 'qcow2', ...profile, ...output, ...cache];
      const built = await bootwright(['build', image, ...wanted, ...options]);
      keep(`build-${kind}.log`, `${built.stdout}${built.stderr}`);
      expect(built).toMatchObject({ status: 0 });
      expect(statSync(disk).size).toBeGreaterThan(0);
    });
  });
}

defineSuite('build-iso', await probeIsoBuild(runner, process.env), ({ options, image }) => {
  test(`an ISO of ${image}, in the layout of bootc-image-builder`, { timeout: anHour }, async () => {
    const folder = builtIsoFolder(inject('home'));
    mkdirSync(folder, { recursive: true });
    const output = ['--output-dir', folder, '--layout', 'bib', '--cache', join(inject('home'), 'store')];
    const wanted = ['--type', 'bootc-generic-iso', '--progress', 'verbose', ...output];
    const built = await bootwright(['build', image, ...wanted, ...options]);
    keep('build-iso.log', `${built.stdout}${built.stderr}`);
    expect(built).toMatchObject({ status: 0 });
    expect(readdirSync(folder).sort()).toEqual(['bootiso', 'manifest-bootc-generic-iso.json']);
    expect(statSync(join(folder, 'bootiso/install.iso')).size).toBeGreaterThan(0);
  });
});
