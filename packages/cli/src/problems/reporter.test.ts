import { Fault } from '@bootwright/core';
import { fileFault } from '@bootwright/process/files';
import { expect, test } from 'vitest';
import { scriptedRunner } from '../../../process/testing/scripted-runner.ts';
import { exitStatus, statusOfFault } from '../exit-status.ts';
import { run } from '../run.ts';

test.each<[string, Fault, number]>([
  ['wrong usage', new Fault('usage/value', ''), exitStatus.usage],
  ['invalid input', new Fault('blueprint/unknown-key', ''), exitStatus.invalidInput],
  ['a permission', fileFault('write', 'x', Object.assign(new Error('no'), { code: 'EACCES' })), exitStatus.host],
  ['a misspelt transport', new Fault('reference/transport', ''), exitStatus.usage],
  ['a tool', new Fault('process/not-found', ''), exitStatus.host],
  ['a stage that fails', new Fault('osbuild/stage', ''), exitStatus.failed],
  ['a missing pipeline', new Fault('osbuild/export', ''), exitStatus.invalidInput],
  ['a missing file', fileFault('read', 'x', Object.assign(new Error('no'), { code: 'ENOENT' })), 3],
])('%s has its own exit status', (_name, fault, expected) => {
  expect(statusOfFault(fault)).toBe(expected);
});

test('whatever is thrown and is not a fault is reported as a bug, with its stack', async () => {
  let told = '';
  const output = { terminal: false, colour: false, columns: 80 };
  const status = await run(['list'], {
    stdout: {
      ...output,
      write: async () => {
        throw new TypeError('out is undefined');
      },
    },
    stderr: {
      ...output,
      write: async (text) => {
        told += text;
      },
    },
    stdin: async function* () {},
    environment: {},
    directory: '/',
    machine: 'x64',
    commandRunner: async () => scriptedRunner([]),
    interruptible: (use) => use(new AbortController().signal),
    computing: async (work) => work(),
    freshSeed: () => 0n,
  });
  expect(status).toBe(exitStatus.internal);
  expect(told).toMatch(
    /^internal error: this is a bug in Bootwright \[internal\/bug\]\n {2}TypeError: out is undefined\n/,
  );
  expect(told).toContain('help: report it with these lines');
});
