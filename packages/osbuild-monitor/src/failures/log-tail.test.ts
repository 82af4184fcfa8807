import { expect, test } from 'vitest';
import { logTail } from './log-tail.ts';

test('of a failed installation, why it failed', () => {
  const log = [
    'Deploying container image...done (31 seconds)',
    'error: Installing to filesystem: bootupd is required for ostree-based installs',
    'Traceback (most recent call last):',
    '  File "/run/osbuild/bin/org.osbuild.bootc.install-to-filesystem", line 92, in <module>',
    '    r = main(args["options"], args["inputs"], args["paths"])',
    '    ~~~~^^^^^',
    "subprocess.CalledProcessError: Command '['bootc']' returned non-zero exit status 1.",
    'mount/boot-efi (org.osbuild.fat): umount: /store/tmp/mounts/boot/efi unmounted',
    '',
  ].join('\n');
  expect(logTail(log)).toEqual([
    'Deploying container image...done (31 seconds)',
    'error: Installing to filesystem: bootupd is required for ostree-based installs',
    "subprocess.CalledProcessError: Command '['bootc']' returned non-zero exit status 1.",
  ]);
});

test('of an endless log, the last twelve lines, each cut', () => {
  const log = `${Array.from({ length: 5000 }, (_, line) => `line ${line}`).join('\n')}\n${'x'.repeat(3000)}`;
  const words = logTail(log);
  expect(words.length).toBe(12);
  expect(words[0]).toBe('line 4989');
  expect(words.at(-1)).toBe(`${'x'.repeat(400)}…`);
});

test('of a service of osbuild, the error that its traceback comes with', () => {
  const log = [
    'osbuild.host.RemoteError: FileNotFoundError: no storage.conf',
    '   File "/usr/lib/osbuild/osbuild/host.py", line 268, in serve',
    '    reply = self._handle_message(msg, fds)',
    '            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
  ].join('\n');
  expect(logTail(log)).toEqual(['osbuild.host.RemoteError: FileNotFoundError: no storage.conf']);
});
