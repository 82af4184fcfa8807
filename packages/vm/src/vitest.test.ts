import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSerialDisk } from '../../../tools/serial-disk.ts';
import { type BootTestProject, makeBootTestProject } from '../testing/boot-test-project.ts';

// Stand-ins take the place of QEMU and ssh; vitest is the real one, in a process of its own.
const home = join(import.meta.dirname, '../out-tsc/boot-test');

const head = `
import { expect, test } from 'vitest';
import { bootTest, until } from '@bootwright/vm/vitest';
const bios = { firmware: { kind: 'bios' }, architecture: 'x86_64', accelerator: 'tcg' };
`;

let made = 0;
const places: string[] = [];
afterAll(() => {
  for (const place of places) rmSync(place, { recursive: true, force: true });
});

function project(tests: string, settings = ''): BootTestProject {
  const one = makeBootTestProject(join(home, `${made++}`), {
    tests: `${head}${tests}`,
    settings,
    standIns: true,
  });
  places.push(one.place);
  const { folder } = one;
  writeSerialDisk(join(folder, 'good.raw'), '\r\n\u001b[31mWelcome to Debian\r\nhost login: ', 'hang');
  const panic =
    '[    1.0] Linux version 6.12\r\n\u001b]0;title\u0007[    2.0] Kernel panic - not syncing: No init.\r\n';
  writeSerialDisk(join(folder, 'bad.raw'), `\r\n${panic}`, 'hang');
  writeSerialDisk(join(folder, 'off.raw'), '\r\nhost login: ', 'off');
  return one;
}

/** The folder of the only artefacts that begin so. */
function kept(folder: string, name: string): string {
  const all = join(folder, 'test-results/boot');
  const found = readdirSync(all).filter((entry) => entry.startsWith(`${name}-`));
  expect(found).toHaveLength(1);
  return join(all, found[0] ?? '');
}

/** No process has a program of the project on its command line. */
function expectNoProcess(folder: string): void {
  const processes = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  const commands = processes.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    } catch {
      return '';
    }
  });
  expect(commands.filter((line) => line.includes(`${folder}/programs/qemu`))).toEqual([]);
}

/** Nothing of a machine is left: no lease, no process, no folder. */
function expectNothingLeft(folder: string, place: string): void {
  expectNoProcess(folder);
  const leases = join(place, 'bootwright');
  expect(existsSync(leases) ? readdirSync(leases) : []).toEqual([]);
  expect(readdirSync(place).filter((name) => name.startsWith('bootwright-'))).toEqual([]);
}

beforeAll(() => {
  mkdirSync(home, { recursive: true });
});

describe('a test of a system', () => {
  const tests = `
bootTest('boots', { ...bios, disk: 'good.raw' }, ({ guest, expect }) => {
  expect(guest.console.text()).toBe('Welcome to Debian\\nhost login:');
});
bootTest('runs commands', { ...bios, disk: 'good.raw', ssh: true, environment: { ...process.env, STAND_IN_BOOTS: 'boots' } }, async ({ guest }) => {
  expect(await guest.run('echo out; echo err >&2; exit 3')).toEqual({ exitCode: 3, stdout: 'out\\n', stderr: 'err\\n' });
  expect(await guest.run(['printf', '%s', "a'b $HOME"])).toEqual({ exitCode: 0, stdout: "a'b $HOME", stderr: '' });
  await guest.writeFile('written.txt', 'text');
  expect(await guest.readFile('written.txt')).toBe('text');
  await expect(guest.readFile('missing.txt')).rejects.toMatchObject({ code: 'boot/copy' });
  await guest.reboot();
  expect((await guest.run('cat /proc/sys/kernel/random/boot_id')).stdout).toBe('again');
});
bootTest('waits for a line', { ...bios, disk: 'good.raw', until: until.line('Welcome') }, async ({ guest }) => {
  expect(await guest.console.waitFor(/LOGIN/i)).toBe('host login:');
});
const db = test.extend({ db: async ({}, use) => { await use('the db'); } });
bootTest.with(db)('has fixtures', { ...bios, disk: 'good.raw' }, ({ guest, db }) => {
  expect([db, guest.console.lines().length]).toEqual(['the db', 2]);
});
bootTest.with(db).each([{ disk: 'good.raw' }, { disk: 'off.raw' }])('case $disk', ({ disk }) => ({ ...bios, disk }), ({ disk }, { guest, db }) => {
  expect([db, guest.machine.plan.medium.disk.file.endsWith(disk)]).toEqual(['the db', true]);
});
bootTest('is kept', { ...bios, disk: 'good.raw', keep: 'always' }, () => expect(1).toBe(1));
bootTest.skip('is left out', { ...bios, disk: 'good.raw' }, () => expect(1).toBe(2));
`;

  test.each(['forks', 'threads'])('passes, and nothing is left, in the pool %s', async (pool) => {
    const { folder, place, run } = project(tests);
    const { status, output } = await run([`--pool=${pool}`, '--reporter=verbose']);
    expect(output).toContain('Tests  7 passed | 1 skipped (8)');
    for (const name of ["case 'good.raw'", "case 'off.raw'", 'runs commands'])
      expect(output).toContain(`✓ boot.test.ts > ${name} `);
    expect(status).toBe(0);
    expect(readdirSync(join(folder, 'test-results/boot'))).toHaveLength(1);
    expectNothingLeft(folder, place);
  });

  test('is the only one with only', async () => {
    const { run } = project(`
bootTest.only('one', { ...bios, disk: 'good.raw' }, () => expect(1).toBe(1));
bootTest('other', { ...bios, disk: 'bad.raw' }, () => expect(1).toBe(1));
`);
    expect((await run([])).output).toContain('Tests  1 passed | 1 skipped (2)');
  });
});

describe('a test that fails', () => {
  test('shows code, hint, console and artefacts, and the line of the test', async () => {
    const { folder, place, run } = project(`
bootTest('panics', { ...bios, disk: 'bad.raw' }, () => {});
bootTest('differs', { ...bios, disk: 'good.raw' }, ({ guest }) => { expect(guest.console.lines().length).toBe(77); });
bootTest('takes too long', { ...bios, disk: 'good.raw', timeout: 3000 }, () => new Promise(() => {}));
const found = Buffer.from('db\\n\\n0').toString('base64');
const report = ['bootwright-report begin', \`{"check":0,"output":"\${found}"}\`, 'bootwright-report end', ''].join('\\n');
bootTest('has another name', { ...bios, disk: 'good.raw', expectations: [{ kind: 'hostname', hostname: 'web' }], environment: { ...process.env, STAND_IN_REPORT: report } }, () => {});
bootTest('has no way in', { ...bios, disk: 'good.raw' }, ({ guest }) => guest.run('true'));
bootTest('is soft', { ...bios, disk: 'good.raw' }, () => { expect.soft(1).toBe(2); });
`);
    const { status, output } = await run([]);
    expect(status).toBe(1);
    const block = (name: string) =>
      output.split(/⎯{9,}/).find((part) => part.includes(`FAIL  boot.test.ts > ${name}\n`));
    const panics = kept(folder, 'panics');
    const names = 'console.raw, console.log, outcome.json, qemu.txt, debug.log';
    expect(block('panics')).toContain(`
Fault: the kernel panicked: Kernel panic - not syncing: No init. [boot/kernel-panic]
  help: read the lines before it: see the artefacts
  last lines of the console:
  | [    1.0] Linux version 6.12
  | [    2.0] Kernel panic - not syncing: No init.
  artefacts: ${panics.slice(folder.length + 1)}: ${names}
 ❯ boot.test.ts:6:1
`);
    expect(readdirSync(panics).sort()).toEqual([...names.split(', ')].sort());
    expect(readFileSync(join(panics, 'qemu.txt'), 'utf8')).toMatch(
      /^qemu-system-x86_64 -nodefaults .*bad\.raw|\/proc\//,
    );
    expect(readFileSync(join(panics, 'debug.log'), 'utf8')).toMatch(/^debug qemu: runs qemu-system-x86_64 /);
    expect(JSON.parse(readFileSync(join(panics, 'outcome.json'), 'utf8'))).toMatchObject({
      verdict: { kind: 'kernel-panic' },
      fault: { code: 'boot/kernel-panic' },
      machine: { architecture: 'x86_64' },
    });
    expect(block('differs')).toContain('AssertionError: expected 2 to be 77 // Object.is equality\n\n  last lines of');
    expect(block('differs')).toMatch(/- 77\n\+ 2\n[\s\S]* ❯ boot\.test\.ts:7:/);
    expect(block('takes too long')).toMatch(/did not finish in the [\d.]+ s that were left \[boot\/timeout\]\n/);
    expect(block('has another name')).toMatch(
      /1 of 1 expectations of the guest are not met \[boot\/expectations\]\n {2}help: change the image or the expectations\n {2}\| .*web.*: it is db\n/,
    );
    expect(block('has no way in')).toContain('help: give bootTest the option ssh');
    expect(block('is soft')).toContain('expected 1 to be 2');
    expect(kept(folder, 'is-soft')).not.toBe('');
    expect(output).not.toContain('\u001b');
    expectNothingLeft(folder, place);
  });

  test('leaves no machine where vitest ends it', async () => {
    const { folder, place, run } = project(
      `
bootTest('blocks', { ...bios, disk: 'good.raw' }, () => {
  const end = Date.now() + 2500;
  while (Date.now() < end);
});
`,
      'testTimeout: 2000',
    );
    const { status, output } = await run([]);
    expect(output).toMatch(/timed out in 2000ms|did not finish in/);
    expect(status).toBe(1);
    expectNothingLeft(folder, place);
  });

  test('has a folder for each attempt', async () => {
    const { folder, run } = project(
      `bootTest('again', { ...bios, disk: 'good.raw', vitest: { retry: 1 } }, () => { expect(1).toBe(2); });`,
    );
    await run([]);
    expect(readdirSync(join(folder, 'test-results/boot'))).toEqual([
      expect.stringMatching(/^again-[0-9a-f]{8}$/),
      expect.stringMatching(/^again-[0-9a-f]{8}-2$/),
    ]);
  });

  test('that is interrupted leaves no machine, and the next run no folder', async () => {
    const { folder, place, run } = project(
      `bootTest('waits', { ...bios, disk: 'good.raw' }, () => {
  console.log('READY');
  return process.env.AGAIN === undefined ? new Promise(() => {}) : expect(1).toBe(1);
});`,
    );
    const interrupted = await run(['--disable-console-intercept'], {}, 'READY');
    expect(interrupted.output).toContain('READY');
    expect(interrupted.status).not.toBe(0);
    expect((await run([], { AGAIN: '1' })).status).toBe(0);
    // vitest does not wait for its processes, and the next run takes longer than they do.
    expectNothingLeft(folder, place);
  });
});

describe('a host that lacks something', () => {
  const tests = `
bootTest('no disk', { ...bios, disk: 'none.raw' }, () => expect(1).toBe(2));
bootTest('no QEMU', { ...bios, architecture: 's390x', firmware: { kind: 'uefi' }, disk: 'good.raw', environment: { PATH: '/nonexistent' } }, () => expect(1).toBe(2));
bootTest('no TPM', { ...bios, disk: 'good.raw', tpm: true, environment: { PATH: '/nonexistent' } }, () => expect(1).toBe(2));
`;

  test('skips the tests, with the reason in the report', async () => {
    const { run } = project(tests);
    const { status, output } = await run(['--reporter=verbose']);
    expect(output).toMatch(/↓ boot\.test\.ts > no disk.* \[none\.raw does not exist\]/);
    expect(output).toMatch(/↓ boot\.test\.ts > no QEMU.* \[qemu-system-s390x is not installed\]/);
    expect(output).toMatch(
      /↓ boot\.test\.ts > no TPM.* \[qemu-system-x86_64 is not installed; swtpm is not installed\]/,
    );
    expect(output).toContain('Tests  3 skipped (3)');
    expect(status).toBe(0);
  });

  test.each([
    ['all', 3],
    ['disk,tpm', 2],
  ])('fails where BOOTWRIGHT_REQUIRE=%s', async (required, failures) => {
    const { run } = project(tests);
    const { status, output } = await run([], { BOOTWRIGHT_REQUIRE: required });
    expect(output.match(/the test requires/g)?.length ?? 0).toBe(failures);
    expect(status).toBe(1);
  });

  test('fails where the test says that', async () => {
    const { run } = project(
      `bootTest('no disk', { ...bios, disk: 'none.raw', requireCapabilities: ['disk'] }, () => expect(1).toBe(2));`,
    );
    expect((await run([])).output).toContain(
      'Fault: the test requires disk: none.raw does not exist [boot/capability]\n  help: build the disk first\n',
    );
  });
});

test('machines of parallel tests have ports and folders of their own', async () => {
  const { folder, place, run } = project(`
const ports = new Set();
bootTest.with(test.concurrent).each([1, 2, 3, 4, 5, 6])('same name', { ...bios, disk: 'good.raw', ssh: true, keep: 'always' }, async (one, { guest, expect }) => {
  expect(ports.has(guest.machine.sshPort)).toBe(false);
  ports.add(guest.machine.sshPort);
  expect(await guest.run('echo ' + one)).toMatchObject({ stdout: one + '\\n' });
});
`);
  const { output } = await run([]);
  expect(output).toContain('Tests  6 passed (6)');
  const folders = readdirSync(join(folder, 'test-results/boot'));
  expect(folders).toHaveLength(6);
  for (const one of folders) {
    // Each log is that of one machine.
    const log = readFileSync(join(folder, 'test-results/boot', one, 'debug.log'), 'utf8');
    expect(log.match(/runs qemu-system-x86_64/g)).toHaveLength(1);
  }
  expectNothingLeft(folder, place);
});

test('the sample of the README passes', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  const [, sample = ''] = /^## Boot tests with vitest\n\n```ts\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  // The stand-in is a PC with a BIOS, and its guest is this host.
  const { folder, run } = project('');
  const files = { '/var/lib/web/state': join(folder, 'state'), 'curl --silent': 'echo ok; : curl' };
  const adapted = Object.entries(files).reduce((text, [from, to]) => text.replaceAll(from, to), sample);
  writeFileSync(
    join(folder, 'boot.test.ts'),
    adapted
      .replace(
        'ssh: true }',
        "ssh: true, architecture: 'x86_64', firmware: { kind: 'bios' }, accelerator: 'tcg' } as const",
      )
      .replace("disk: 'out/disk.qcow2', firmware", "architecture: 'x86_64', disk: 'out/disk.qcow2', firmware"),
  );
  mkdirSync(join(folder, 'out'));
  renameSync(join(folder, 'good.raw'), join(folder, 'out/disk.qcow2'));
  const { output } = await run(['--reporter=verbose'], { STAND_IN_BOOTS: join(folder, 'boots') });
  for (const name of ['the web server answers', 'a file survives a reboot', 'it boots with bios'])
    expect(output).toContain(`✓ boot.test.ts > ${name} `);
  // A bare machine has no UEFI firmware.
  expect(output).toMatch(/[✓↓] boot\.test\.ts > it boots with uefi/);
});
