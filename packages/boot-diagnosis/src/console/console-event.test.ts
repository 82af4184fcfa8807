import { expect, test } from 'vitest';
import { type ConsoleEvent, eventMatcher } from './console-event.ts';

const matched = (event: ConsoleEvent, lines: readonly string[]) => lines.filter(eventMatcher(event));

test('finds a line by its text, or by an expression whose flags do not make it remember', () => {
  expect(matched({ kind: 'line', pattern: 'web' }, ['web up', 'db up'])).toEqual(['web up']);
  expect(matched({ kind: 'line', pattern: /^web/gy }, ['web 1', 'web 2', 'a web'])).toEqual(['web 1', 'web 2']);
});

test('finds a unit that is up, also where the console shortens its name', () => {
  const lines = [
    '[  OK  ] Started sshd.service - OpenSSH server daemon.',
    '[  OK  ] Listening on systemd-journald-dev-…socket - Journal Socket (/dev/log).',
    '[FAILED] Failed to start sshd.service - OpenSSH server daemon.',
  ];
  expect(matched({ kind: 'unit', unit: 'sshd.service' }, lines)).toEqual([lines[0]]);
  expect(matched({ kind: 'unit', unit: 'systemd-journald-dev-log.socket' }, lines)).toEqual([lines[1]]);
  expect(matched({ kind: 'unit', unit: 'ssh.service' }, lines)).toEqual([]);
});

test('finds a login prompt, alone, before an automatic login or a message of the kernel', () => {
  const prompts = ['web login:', 'web login: root (automatic login)', 'web login: [   12.345678] usb 1-1: new device'];
  expect(matched({ kind: 'login' }, [...prompts, '* web login:', 'Failed login: root', 'last login: Monday'])).toEqual(
    prompts,
  );
});

test('finds the start of Anaconda', () => {
  const starts = ['Starting installer, one moment...', 'anaconda 40.22 for Fedora Linux 40 started.'];
  expect(matched({ kind: 'installer' }, [...starts, 'anaconda: failed to fetch'])).toEqual(starts);
});
