import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { signingPair } from '../../../uki/testing/signing-certificate.ts';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-addon-programs-'));
afterAll(() => rmSync(directory, { recursive: true }));
const path = (name: string) => join(directory, name);
const architectures = ['x86_64', 'aarch64', 'riscv64'];

const addon = async (...argv: readonly string[]) => {
  const { status, stdout, stderr } = await captured(['addon', ...argv], { directory });
  if (status !== 0 && status !== 4) throw new Error(stderr);
  return { status, stdout };
};
/** The status of a program, and what it says. */
function run(command: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: directory, encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
}

beforeAll(async () => {
  for (const [name, bits] of [
    ['own', 2048],
    ['other', 4096],
  ] as const) {
    const pair = signingPair(name, { bits });
    writeFileSync(path(`${name}.key`), pair.key.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(path(`${name}.pem`), pair.certificate);
  }
  writeFileSync(path('timezone'), 'Europe/Berlin');
  for (const architecture of architectures) {
    const content = ['--kernel-args', 'rw a=1', '--credential', 'firstboot.timezone=timezone', '--arch', architecture];
    await addon('build', ...content, '-o', `${architecture}.efi`);
    await addon(
      'sign',
      `${architecture}.efi`,
      '--key',
      'own.key',
      '--certificate',
      'own.pem',
      '-o',
      `${architecture}.signed.efi`,
    );
    await addon(
      'sign',
      `${architecture}.signed.efi`,
      '--key',
      'other.key',
      '--certificate',
      'other.pem',
      '-o',
      `${architecture}.twice.efi`,
    );
  }
}, 60_000);

const sbsign = needs(program('sbsign'));
describe.skipIf(sbsign.missing)(`sbsign and sbverify${sbsign.note}`, () => {
  test.each(architectures)('sbverify takes an addon for %s, signed once or twice', (architecture) => {
    const verdicts = ['signed', 'twice'].flatMap((kind) =>
      ['own', 'other'].map((name) => run('sbverify', '--cert', `${name}.pem`, `${architecture}.${kind}.efi`).status),
    );
    expect(verdicts).toEqual([0, 1, 0, 0]);
  });

  test.each(architectures)('what sbsign signed for %s is verified', async (architecture) => {
    const signed = `${architecture}.sbsign.efi`;
    execFileSync('sbsign', ['--key', 'own.key', '--cert', 'own.pem', '--output', signed, `${architecture}.efi`], {
      cwd: directory,
      stdio: 'ignore',
    });
    expect((await addon('verify', signed, '--db', 'own.pem')).status).toBe(0);
    expect((await addon('verify', signed, '--db', 'other.pem')).status).toBe(4);
  });
});

const objdump = needs(program('objdump'));
describe.skipIf(objdump.missing)(`objdump${objdump.note}`, () => {
  test('lists the sections of an addon', () => {
    const { text } = run('objdump', '--section-headers', 'x86_64.efi');
    expect(
      [...text.matchAll(/^ +\d+ (\S+) +([0-9a-f]{8}) /gm)].map(([, name, size]) => [
        name,
        Number.parseInt(size ?? '', 16),
      ]),
    ).toEqual([
      ['.text', 11],
      ['.sbat', 155],
      ['.cmdline', 6],
      ['.initrd', expect.any(Number)],
    ]);
  });
});

const ukify = needs(program('ukify'));
describe.skipIf(ukify.missing)(`ukify${ukify.note}`, () => {
  test.each(architectures)('inspects an addon for %s', async (architecture) => {
    const inspected: Readonly<
      Record<string, { readonly size: number; readonly sha256: string; readonly text?: string }>
    > = JSON.parse(
      execFileSync('ukify', ['inspect', path(`${architecture}.signed.efi`), '--json=short'], { encoding: 'utf8' }),
    );
    const shown = JSON.parse((await addon('show', `${architecture}.signed.efi`, '--json')).stdout);
    const sums = Object.entries(inspected).map(([name, { size, sha256 }]) => ({ name, size, sha256 }));
    expect(shown.sections.slice(1)).toEqual(sums);
    expect(inspected['.cmdline']?.text).toBe('rw a=1');
  });

  test('builds an addon that is read', async () => {
    execFileSync('ukify', ['build', '--cmdline=rw b=2', '--uname=6.12', `--output=${path('ukify.efi')}`], {
      stdio: 'ignore',
    });
    const { architecture, command_line, uname, ignored, load_flaws } = JSON.parse(
      (await addon('show', 'ukify.efi', '--json')).stdout,
    );
    expect({ architecture, command_line, uname, ignored, load_flaws }).toEqual({
      architecture: 'x86_64',
      command_line: 'rw b=2',
      uname: '6.12',
      ignored: [],
      load_flaws: [],
    });
    expect(readFileSync(path('ukify.efi')).length).toBeGreaterThan(0);
  });
});
