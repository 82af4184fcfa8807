import { expect, test } from 'vitest';
import { scriptedRunner } from '../../testing/scripted-runner.ts';

test('the same command ends in the order of the script, and calls are recorded with their options', async () => {
  const runner = scriptedRunner([
    { command: ['a', '1'], end: { kind: 'exited', code: 1, stderr: 'busy' } },
    { command: ['b'], end: { kind: 'not-found' } },
    { command: ['a', '1'], end: { kind: 'exited', code: 0, stdout: Uint8Array.of(255) } },
  ]);
  const nothing = { bytes: new Uint8Array(), dropped: 0 };
  expect(await runner.run(['a', '1'], { stdin: 'x' })).toEqual({
    kind: 'exited',
    command: ['a', '1'],
    code: 1,
    stdout: nothing,
    stderr: { bytes: new TextEncoder().encode('busy'), dropped: 0 },
  });
  expect(await runner.run(['a', '1'])).toEqual({
    kind: 'exited',
    command: ['a', '1'],
    code: 0,
    stdout: { bytes: Uint8Array.of(255), dropped: 0 },
    stderr: nothing,
  });
  expect(runner.unused()).toEqual([['b']]);
  expect(runner.calls).toEqual([
    { command: ['a', '1'], options: { stdin: 'x' } },
    { command: ['a', '1'], options: {} },
  ]);
});

test('output is handed on as it would come', async () => {
  const seen: string[] = [];
  const runner = scriptedRunner([{ command: ['a'], end: { kind: 'exited', code: 0, stdout: 'o', stderr: 'e' } }]);
  await runner.run(['a'], { onOutput: (piece, stream) => seen.push(`${stream} ${Buffer.from(piece)}`) });
  expect(seen).toEqual(['stdout o', 'stderr e']);
});

test('a command that the script lacks is an error that names what was expected', async () => {
  const runner = scriptedRunner([{ command: ['podman', 'pull', 'x'], end: { kind: 'aborted' } }]);
  await expect(runner.run(['podman', 'pull', 'y z'])).rejects.toThrow(
    "the script has no answer to: podman pull 'y z'\nit expects:\n  podman pull x",
  );
});

test('output is read by the caller, and a command that waits for its input ends with that', async () => {
  const runner = scriptedRunner([
    { command: ['export'], end: { kind: 'exited', code: 0, stdout: 'tar' } },
    { command: ['guard'], end: { kind: 'exited', code: 0, stdout: 'ready' } },
  ]);
  const seen: string[] = [];
  const nothing = { bytes: new Uint8Array(), dropped: 0 };
  const exported = await runner.run(['export'], {
    readStdout: async (pieces) => {
      for await (const piece of pieces) seen.push(`${Buffer.from(piece)}`);
    },
  });
  expect(exported).toEqual({ kind: 'exited', command: ['export'], code: 0, stdout: nothing, stderr: nothing });
  const guard = runner.run(['guard'], {
    stdinUntil: Promise.resolve().then(() => seen.push('released')),
    onOutput: (piece) => seen.push(`${Buffer.from(piece)}`),
  });
  await guard;
  expect(seen).toEqual(['tar', 'ready', 'released']);
});
