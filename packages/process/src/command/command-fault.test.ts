import { Fault } from '@bootwright/core';
import { expect, test } from 'vitest';
import type { CommandResult } from './command.ts';
import { commandFault, requireSuccess } from './command-fault.ts';

const text = (value = '', dropped = 0) => ({ bytes: new TextEncoder().encode(value), dropped });
const written = (stderr = '') => ({ stdout: text('out'), stderr: text(stderr) });
const command = ['podman', 'image', 'inspect', 'a b'];
const shown = "podman image inspect 'a b'";
const byHand = 'run the command by hand to see all that it says';

const failures: readonly (readonly [string, CommandResult, Fault])[] = [
  [
    'exits with one line',
    { kind: 'exited', command, code: 125, ...written('Error: no such image\n') },
    new Fault('process/exit', `${shown} failed with exit code 125: Error: no such image`, { hint: byHand }),
  ],
  [
    'exits with many lines in colour, some empty',
    { kind: 'exited', command, code: 1, ...written('1\n2\n\n3\r\n4\n\u001b[31m5\u001b[0m\n6\n\n') },
    new Fault('process/exit', `${shown} failed with exit code 1`, { quoted: ['2', '3', '4', '5', '6'], hint: byHand }),
  ],
  [
    'exits in silence',
    { kind: 'exited', command, code: 1, ...written() },
    new Fault('process/exit', `${shown} failed with exit code 1 and said nothing`, { hint: byHand }),
  ],
  [
    'lacks a permission',
    { kind: 'exited', command, code: 1, ...written('mount: Operation not permitted') },
    new Fault('process/exit', `${shown} failed with exit code 1: mount: Operation not permitted`, {
      hint: 'run it as a user who may do that, such as root',
    }),
  ],
  [
    'finds the disk full',
    { kind: 'exited', command, code: 1, ...written('write: No space left on device') },
    new Fault('process/exit', `${shown} failed with exit code 1: write: No space left on device`, {
      hint: 'free some space on the disk, or work in another directory',
    }),
  ],
  [
    'says of a shell that it was killed',
    { kind: 'exited', command, code: 137, ...written() },
    new Fault('process/exit', `${shown} failed with exit code 137 and said nothing`, {
      hint: 'the system may have run out of memory; see its log (dmesg)',
    }),
  ],
  [
    'is killed',
    { kind: 'signalled', command, signal: 'SIGKILL', ...written() },
    new Fault('process/signal', `${shown} was ended by SIGKILL and said nothing`, {
      hint: 'the system may have run out of memory; see its log (dmesg)',
    }),
  ],
  [
    'crashes',
    { kind: 'signalled', command, signal: 'SIGSEGV', ...written('oops') },
    new Fault('process/signal', `${shown} was ended by SIGSEGV: oops`, {
      hint: 'run the command by hand to see whether it ends in the same way',
    }),
  ],
  [
    'takes too long',
    { kind: 'timed-out', command, milliseconds: 1500, ...written('waiting') },
    new Fault('process/timeout', `${shown} took longer than 1.5 s and was ended: waiting`, {
      hint: 'allow it more time, or run it by hand to see what it waits for',
    }),
  ],
  [
    'is aborted',
    { kind: 'aborted', command, ...written() },
    new Fault('process/aborted', `${shown} was ended on request`),
  ],
  [
    'is not installed',
    { kind: 'not-found', command },
    new Fault('process/not-found', 'the program podman is not installed', {
      hint: 'install it with "apt install podman" (Debian, Ubuntu) or "dnf install podman" (Fedora)',
    }),
  ],
  [
    'may not be executed',
    { kind: 'not-started', command, reason: 'EACCES' },
    new Fault('process/not-started', `${shown} could not be started: EACCES`, {
      hint: 'the file must be executable, and its directory readable, for the user that runs this',
    }),
  ],
  [
    'writes more than is kept',
    { kind: 'exited', command, code: 0, stdout: text('0123', 7), stderr: text() },
    new Fault('process/output', `${shown} wrote 7 bytes more than the 4 B that are kept`, {
      hint: 'narrow what it is asked for',
    }),
  ],
];

test.each(failures)('a command that %s is a fault', (_, result, fault) => {
  expect(commandFault(result)).toEqual(fault);
  expect(() => requireSuccess(result)).toThrow(fault);
});

test.each([
  [
    'qemu-system-ppc64',
    'install it with "apt install qemu-system-ppc" (Debian, Ubuntu) or "dnf install qemu-system-ppc" (Fedora)',
  ],
  ['bootc', 'install it with "dnf install bootc" (Fedora)'],
  ['frobnicate', 'install the program, or add its directory to the PATH'],
  ['/opt/x/frobnicate', 'check the path of the program'],
])('the cure for a missing %s is named', (program, hint) => {
  expect(commandFault({ kind: 'not-found', command: [program] })?.hint).toBe(hint);
});

test('the caller knows the cure better', () => {
  const result: CommandResult = { kind: 'exited', command, code: 1, ...written('x') };
  expect(commandFault(result, 'pull the image first')?.hint).toBe('pull the image first');
});

test('a long line is cut', () => {
  const result: CommandResult = { kind: 'exited', command, code: 1, ...written('x'.repeat(5000)) };
  expect(commandFault(result)?.message).toBe(`${shown} failed with exit code 1: ${'x'.repeat(300)}…`);
});

test('a command that succeeds gives its output, whatever it says on standard error', () => {
  const output = written('warning: x');
  expect(requireSuccess({ kind: 'exited', command, code: 0, ...output })).toEqual(output);
});
