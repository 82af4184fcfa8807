import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandRunner } from '@bootwright/process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSecureBootKeys } from './secure-boot-keys.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'bootwright-keys-test-'));
});
afterEach(() => rmSync(place, { recursive: true }));

/** A stand-in for openssl that takes no care of permissions. */
const openssl: CommandRunner = {
  run: async (command) => {
    for (const option of ['-keyout', '-out']) {
      const file = command[command.indexOf(option) + 1] ?? '';
      writeFileSync(file, option, { mode: 0o666 });
    }
    return {
      kind: 'exited',
      command,
      code: 0,
      stdout: { bytes: new Uint8Array(), dropped: 0 },
      stderr: { bytes: new Uint8Array(), dropped: 0 },
    };
  },
};

test('keys are readable by this user alone, whatever the umask, and nothing else is left', async () => {
  const before = process.umask(0);
  try {
    await makeSecureBootKeys(place, openssl);
  } finally {
    process.umask(before);
  }
  const modes = readdirSync(place).map((name) => [name, statSync(join(place, name)).mode & 0o777]);
  expect(Object.fromEntries(modes)).toEqual({
    'PK.key': 0o600,
    'PK.pem': 0o644,
    'KEK.key': 0o600,
    'KEK.pem': 0o644,
    'db.key': 0o600,
    'db.pem': 0o644,
  });
});

test.each(['PK.key', 'PK.key.part', 'db.pem.part', 'KEK.pem'])('a link %s is not written through', async (name) => {
  const victim = join(place, 'victim');
  writeFileSync(victim, 'precious');
  symlinkSync(victim, join(place, name));
  await makeSecureBootKeys(place, openssl);
  expect(readFileSync(victim, 'utf8')).toBe('precious');
});
