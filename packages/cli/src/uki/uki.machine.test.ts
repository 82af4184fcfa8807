import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { file, needs } from '../../../../tools/probes.mjs';
import { portableExecutable } from '../../../uki/testing/portable-executable.ts';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-measure-'));
afterAll(() => rmSync(directory, { recursive: true }));
const program = '/usr/lib/systemd/systemd-measure';
/** Sections that systemd-measure knows since version 252. */
const sections: Readonly<Record<string, string>> = {
  '.dtb': 'a devicetree',
  '.splash': 'a picture',
  '.cmdline': 'rw quiet',
  '.osrel': 'ID=harbour\n',
  '.initrd': 'i'.repeat(3_000_000),
  '.linux': 'k'.repeat(5_000_001),
  '.pcrpkey': 'a key',
};

const measure = needs(file(program));
describe.skipIf(measure.missing)(`systemd-measure${measure.note}`, () => {
  test.each([
    ['all sections', Object.keys(sections)],
    ['a kernel alone', ['.linux']],
    ['no command line', ['.linux', '.initrd', '.osrel']],
  ])('calculates the same PCR 11 for %s', async (_, names) => {
    const given = Object.fromEntries(names.map((name) => [name, sections[name] ?? '']));
    for (const [name, content] of Object.entries(given)) writeFileSync(join(directory, name.slice(1)), content);
    writeFileSync(join(directory, 'linux.efi'), portableExecutable(given));
    const args = names.map((name) => `--${name.slice(1)}=${join(directory, name.slice(1))}`);
    const text = execFileSync(program, ['calculate', ...args, '--bank=sha256', '--bank=sha384', '--json=short'], {
      encoding: 'utf8',
    });
    const calculated: Readonly<Record<string, readonly { readonly phase?: string; readonly hash: string }[]>> =
      JSON.parse(text);
    const { pcr11 } = JSON.parse((await captured(['uki', 'measure', 'linux.efi', '--json'], { directory })).stdout);
    const values = Object.entries(calculated).map(([bank, list]) => [bank, list.map(({ hash }) => hash)]);
    expect(
      Object.entries<Readonly<Record<string, string>>>(pcr11).map(([bank, phases]) => [bank, Object.values(phases)]),
    ).toEqual(values);
  });
});
