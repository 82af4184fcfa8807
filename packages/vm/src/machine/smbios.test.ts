import { expect, test } from 'vitest';
import { smbiosStrings } from './smbios.ts';

test('strings have the names that systemd reads', () => {
  const messages = {
    kernelArguments: ['quiet', 'debug'],
    credentials: { 'my.secret': 'grüße', bytes: Uint8Array.of(0, 255) },
  };
  expect(smbiosStrings(messages)).toEqual([
    'io.systemd.stub.kernel-cmdline-extra=quiet debug',
    'io.systemd.boot.kernel-cmdline-extra=quiet debug',
    'io.systemd.credential.binary:my.secret=Z3LDvMOfZQ==',
    'io.systemd.credential.binary:bytes=AP8=',
  ]);
  expect(smbiosStrings({})).toEqual([]);
});

test.each(['', '.', '..', 'a/b', 'a=b', 'a b', 'x'.repeat(256)])('%j is not a valid name of a credential', (name) => {
  expect(() => smbiosStrings({ credentials: { [name]: 'x' } })).toThrow(
    expect.objectContaining({ code: 'boot/credential' }),
  );
});
