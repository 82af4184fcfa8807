import { GiB } from '@bootwright/core';
import { expect, test } from 'vitest';
import { lookOf } from '../terminal/look.ts';
import { type BootReport, renderBootReport } from './boot-report.ts';

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
    disk: { file: '/images/os.qcow2', format: 'qcow2', kind: 'file' },
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
};

test("what was found inside stands below the machine, in lines of the terminal's width", () => {
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
