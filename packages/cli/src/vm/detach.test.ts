import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needs } from '../../../../tools/probes.mjs';
import { writeSerialDisk } from '../../../../tools/serial-disk.ts';
import { writeStandIns } from '../../../../tools/stand-in-qemu.ts';
import { CommandProcess } from '../../testing/command-process.ts';

// The command as processes of its own; a stand-in takes the place of QEMU, and of ssh.
const home = realpathSync(mkdtempSync('/tmp/bw-detach-'));
afterAll(async () => {
  await bootwright(['vm', 'stop', '--all', '--force']);
  rmSync(home, { recursive: true, force: true });
});
const [programs, place] = [join(home, 'programs'), join(home, 'run')];

beforeAll(async () => {
  for (const folder of [programs, place]) mkdirSync(folder);
  writeStandIns(programs);
  writeSerialDisk(join(home, 'web.raw'), '\r\nhost login: ', 'hang');
  writeSerialDisk(join(home, 'bad.raw'), '\r\n[    1.0] Kernel panic - not syncing: No init.\r\n', 'hang');
  await command.write();
});

const PATH = `${programs}${delimiter}${process.env.PATH ?? ''}`;
const command = new CommandProcess(home, { PATH, XDG_RUNTIME_DIR: place, TMPDIR: place, HOME: place });
const bootwright = command.run.bind(command);

const bios = ['--firmware', 'bios', '--accel', 'tcg', '--arch', 'x86_64', '--timeout', '120s'];
const names = async () => (await bootwright(['vm', 'ls', '--quiet'])).stdout;
const pidOf = async (name: string): Promise<number> => {
  const vms = JSON.parse((await bootwright(['vm', 'ls', '--json'])).stdout);
  return vms.find((vm: { readonly name: string }) => vm.name === name).pid;
};

const proc = needs(process.platform === 'linux' ? undefined : 'no /proc');

test.skipIf(proc.missing)(`a machine goes on in the background, and ends when it is asked to${proc.note}`, async () => {
  const started = await bootwright(['boot', 'web.raw', '--detach', '--name', 'web', ...bios]);
  expect(started).toMatchObject({ status: 0, stdout: expect.stringMatching(/^booted to a login prompt after /) });
  expect(started.stderr).toMatch(
    /^the machine web stays: "bootwright vm stop web" ends it; log in with "bootwright vm ssh web" \(port \d+\)\n$/,
  );
  expect(await names()).toBe('web\n');
  expect(await bootwright(['vm', 'ssh', 'web', '--', 'exit 7'])).toMatchObject({ status: 7, stdout: '' });
  expect(await bootwright(['vm', 'ssh', 'web', '--', 'echo', 'a b'])).toMatchObject({ status: 0, stdout: 'a b\n' });
  // Both look at the same folder at the same time.
  const [listed, stopped] = await Promise.all([bootwright(['vm', 'ls']), bootwright(['vm', 'stop', 'web'])]);
  expect(listed.status).toBe(0);
  expect(stopped).toEqual({ status: 0, stdout: 'web: powered off\n', stderr: '' });
  expect(await names()).toBe('');
  expect(readdirSync(join(place, 'bootwright'))).toEqual(['vms']);
});

test.skipIf(proc.missing)(`a machine that does not boot does not stay${proc.note}`, async () => {
  const { status, stderr } = await bootwright(['boot', 'bad.raw', '--detach', ...bios]);
  expect({ status, stderr }).toEqual({ status: 4, stderr: expect.stringContaining('[boot/kernel-panic]') });
  expect(await names()).toBe('');
});

test.skipIf(proc.missing)(`of two with one name one runs${proc.note}`, async () => {
  const both = await Promise.all([1, 2].map(() => bootwright(['boot', 'web.raw', '--detach', '--name', 'a', ...bios])));
  const statuses = both.map(({ status }) => status).sort();
  // At the same moment each may see the other.
  expect([
    [0, 3],
    [3, 3],
  ]).toContainEqual(statuses);
  expect(await names()).toBe(statuses[0] === 0 ? 'a\n' : '');
  await bootwright(['vm', 'stop', '--all', '--force']);
  expect(await names()).toBe('');
});

test.skipIf(proc.missing)(
  `a QEMU that ignores everything, and a process that hangs, are killed${proc.note}`,
  async () => {
    const deaf = { STAND_IN_DEAF: '1' };
    expect((await bootwright(['boot', 'web.raw', '--detach', '--name', 'deaf', ...bios], deaf)).status).toBe(0);
    const { status, stdout } = await bootwright(['vm', 'stop', 'deaf', '--timeout', '1s']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'deaf: ended, without the guest powering off\n' });

    expect((await bootwright(['boot', 'web.raw', '--detach', '--name', 'hung', ...bios])).status).toBe(0);
    const pid = await pidOf('hung');
    process.kill(pid, 'SIGSTOP');
    expect(await bootwright(['vm', 'stop', 'hung', '--force'])).toMatchObject({
      status: 0,
      stdout: 'hung: killed, because its process did not end it\n',
    });
    expect(await names()).toBe('');
    const running = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandOf(name).includes(programs));
    expect(running).toEqual([]);
  },
);

test.skipIf(proc.missing)(`a machine that died is not listed, and its name is free${proc.note}`, async () => {
  expect((await bootwright(['boot', 'web.raw', '--detach', '--name', 'died', ...bios])).status).toBe(0);
  process.kill(await pidOf('died'), 'SIGKILL');
  expect(await names()).toBe('');
  expect((await bootwright(['boot', 'web.raw', '--detach', '--name', 'died', ...bios])).status).toBe(0);
  expect((await bootwright(['vm', 'stop', '--all'])).stdout).toBe('died: powered off\n');
});

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}
