import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../../tools/serial-disk.ts';
import { captured } from '../captured.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-boot-command-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const environment = { PATH: process.env.PATH ?? '', XDG_RUNTIME_DIR: home, TMPDIR: home };
/** Others may have been killed at the same time, of whose things any run tells that it removed them. */
const run = async (argv: readonly string[], more = {}) => {
  const result = await captured(['boot', ...argv], { environment, directory: home, ...more });
  return { ...result, stderr: result.stderr.replaceAll(/^(?:.*"lease\/swept".*|an earlier run was killed.*)\n/gm, '') };
};
const bios = ['--firmware', 'bios', '--accel', 'tcg', '--arch', 'x86_64', '--timeout', '40s'];
writeSerialDisk(join(home, 'good.raw'), '\r\nWelcome to Debian GNU/Linux 13!\r\n\r\nhost login: ', 'hang');
writeSerialDisk(
  join(home, 'bad.raw'),
  '\r\n[    1.0] Linux version 6.12\r\n\u001b]0;title\u0007[    2.0] Kernel panic - not syncing: No working init.\r\n',
  'hang',
);

const qemu = needs(program('qemu-system-x86_64'));
describe.skipIf(qemu.missing)(`a disk${qemu.note}`, () => {
  test('that boots', async () => {
    const { status, stdout, stderr } = await run(['good.raw', ...bios, '--artefacts', 'kept']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.replace(/after [\d.]+ s/, 'after 1.0 s').replace(/\d+ CPUs/, '2 CPUs')).toBe(
      `booted to a login prompt after 1.0 s
  disk       ${home}/good.raw (raw), read-only
  machine    x86_64, emulated, BIOS, 2 CPUs, 2 GiB
  artefacts  kept: console.raw, console.log, screenshot.png, outcome.json
`,
    );
    expect(readFileSync(join(home, 'kept/console.log'), 'utf8')).toMatch(/\nhost login:\n$/);
    expect(JSON.parse(readFileSync(join(home, 'kept/outcome.json'), 'utf8'))).toMatchObject({
      verdict: { kind: 'booted', by: 'login' },
      machine: { architecture: 'x86_64', accelerator: 'tcg' },
    });
    expect(readdirSync(join(home, 'bootwright'))).toEqual([]);
  });

  test('that does not boot', async () => {
    const { status, stdout, stderr } = await run(['bad.raw', ...bios]);
    expect(status).toBe(4);
    expect(stdout).toMatch(/^the kernel panicked after [\d.]+ s\n/);
    expect(stderr).toMatch(
      /^error: the kernel panicked: Kernel panic - not syncing: No working init\. \[boot\/kernel-panic\]\n(?: {2}\| .*\n)+ {2}help: /,
    );
    expect(stderr).toContain('  help: ');
    expect(`${stdout}${stderr}`).not.toContain('\u001b');
  });

  test('as machines read it', async () => {
    const { status, stdout, stderr } = await run(['bad.raw', ...bios, '--json']);
    expect(status).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, verdict: { kind: 'kernel-panic' }, findings: [] });
    expect(JSON.parse(stderr)).toMatchObject({ level: 'fault', code: 'boot/kernel-panic' });
  });

  test('until a line of its console, which is shown', async () => {
    const argv = ['good.raw', ...bios, '--until', 'line:/welcome to/i', '--show-console'];
    const { status, stderr } = await run(argv);
    expect(status).toBe(0);
    expect(stderr).toContain('Welcome to Debian GNU/Linux 13!\n');
  });

  test('until it is interrupted, and nothing is left', async () => {
    const abort = new AbortController();
    const waiting = run(['good.raw', ...bios, '--until', 'end'], { signal: abort.signal });
    setTimeout(() => abort.abort(), 1000);
    expect(await waiting).toMatchObject({ status: 130, stdout: '', stderr: '' });
    expect(readdirSync(join(home, 'bootwright'))).toEqual([]);
  });

  test('that is interrupted leaves its artefacts', async () => {
    const abort = new AbortController();
    const argv = ['good.raw', ...bios, '--until', 'line:never', '--artefacts', 'interrupted', '--show-console'];
    const waiting = run(argv, { signal: abort.signal });
    setTimeout(() => abort.abort(), 1000);
    expect(await waiting).toMatchObject({ status: 130, stdout: '' });
    expect(JSON.parse(readFileSync(join(home, 'interrupted/outcome.json'), 'utf8'))).toMatchObject({
      machine: { architecture: 'x86_64', accelerator: 'tcg' },
    });
  });
});
