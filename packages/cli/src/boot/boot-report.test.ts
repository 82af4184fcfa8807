import { GiB } from '@bootwright/core';
import { expect, test } from 'vitest';
import { lookOf } from '../terminal/look.ts';
import { type BootReport, encodeBootReport, renderBootReport } from './boot-report.ts';

const report: BootReport = {
  verdict: { kind: 'booted', by: 'login', line: 'harbour login:' },
  explanation: { what: 'the system booted' },
  milliseconds: 12_345,
  machine: {
    architecture: 'x86_64',
    accelerator: 'tcg',
    memory: GiB(2),
    cpus: 2,
    firmware: { kind: 'own' },
    medium: {
      kind: 'disk',
      disk: { file: '/images/os.qcow2', format: 'qcow2', kind: 'file', isIso: false },
      path: '/proc/1/fd/20',
    },
  },
  secureBoot: false,
  sshPort: 2222,
  findings: [
    { expectation: { kind: 'hostname', hostname: 'web' }, outcome: { kind: 'met' } },
    { expectation: { kind: 'group', name: 'staff' }, outcome: { kind: 'differs', found: 'the group does not exist' } },
    {
      expectation: { kind: 'composefs', verified: true },
      outcome: { kind: 'unknown', reason: 'the system has no systemd 256 or later, by which it would answer' },
    },
  ],
  consoleFindings: [],
};

test('what the console says comes before the checks, also where the system booted', () => {
  const finding = {
    code: 'addon-ignored',
    what: 'the addon a.addon.efi was ignored',
    cause: 'it is not signed',
    cure: 'sign it',
    line: 'the line',
  } as const;
  const look = lookOf({ terminal: false, colour: false, columns: 80 });
  const text = renderBootReport({ ...report, findings: [], consoleFindings: [finding] }, look);
  expect(text).toContain('warning: the addon a.addon.efi was ignored: it is not signed\n  help: sign it\n');
  expect(JSON.parse(encodeBootReport({ ...report, consoleFindings: [finding] })).console_findings).toEqual([finding]);
});

test("what was found inside follows the machine, in lines of the terminal's width", () => {
  const look = lookOf({ terminal: true, colour: false, columns: 60 });
  expect(renderBootReport(report, look)).toMatchInlineSnapshot(`
    "the system booted after 12.3 s
      disk       /images/os.qcow2 (qcow2), read-only
      machine    x86_64, emulated, BIOS, 2 CPUs, 2 GiB
      ssh        port 2222 of 127.0.0.1

    checks: 1 of 3 passed
      yes      host name web
      no       group staff: the group does not exist
      unknown  verified composefs root: the system has no
               systemd 256 or later, by which it would answer
    "
  `);
});

const iso = { file: '/images/install.iso', format: 'raw', kind: 'file', isIso: true } as const;

test.each([
  [
    'an ISO with an empty disk',
    { kind: 'cd-rom', disk: iso, path: '/proc/1/fd/20', target: { file: '/lease/target', size: GiB(8) } },
    'iso        /images/install.iso, as a CD-ROM, and an empty disk of 8 GiB',
    { medium: 'cd-rom', disk: { file: '/images/install.iso', format: 'raw', kind: 'file' }, target_size: GiB(8) },
  ],
  [
    'a network boot',
    {
      kind: 'network',
      source: '/images/pxe.tar.xz',
      kernel: '/proc/1/fd/20',
      initramfs: '/proc/1/fd/21',
      commandLine: 'quiet',
      relay: ['node'],
    },
    'network    /images/pxe.tar.xz, over HTTP',
    { medium: 'network', tree: '/images/pxe.tar.xz', command_line: 'quiet' },
  ],
] as const)('%s is named in the report, without how QEMU was given it', (_, medium, text, expected) => {
  const { machine, ...rest } = report;
  const { medium: _medium, ...common } = machine;
  const booted: BootReport = { ...rest, machine: { ...common, medium } };
  expect(renderBootReport(booted, lookOf({ terminal: false, colour: false, columns: 80 }))).toContain(`  ${text}\n`);
  const { architecture, accelerator, memory, cpus, firmware } = machine;
  expect(JSON.parse(encodeBootReport(booted)).machine).toEqual({
    ...{ architecture, accelerator, memory, cpus, firmware },
    ...expected,
  });
});

test('an event before the end of the boot is named, and not that the boot did not finish', () => {
  const early: BootReport = {
    ...report,
    verdict: { kind: 'unfinished', stage: 'kernel' },
    explanation: { what: 'the boot did not finish' },
    reached: 'the kernel',
  };
  const text = renderBootReport(early, lookOf({ terminal: false, colour: false, columns: 80 }));
  expect(text.split('\n')[0]).toBe('reached the kernel after 12.3 s');
});
