import { expect, test } from 'vitest';
import { chooseFirmware } from './choose-firmware.ts';
import { parseFirmwareDescriptor } from './firmware-descriptor.ts';
import { knownFirmware } from './known-firmware.ts';
import { checkFirmware } from './plan-firmware.ts';
import { secureBootVariables } from './secure-boot-variables.ts';
import { withVariables } from './variable-store.ts';

const descriptor = (code: string, features: readonly string[], more: object = {}) =>
  JSON.stringify({
    'interface-types': ['uefi'],
    mapping: {
      device: 'flash',
      executable: { filename: code, format: 'raw' },
      'nvram-template': { filename: `${code}-vars`, format: 'raw' },
    },
    targets: [{ architecture: 'x86_64', machines: ['pc-i440fx-*', 'pc-q35-*'] }],
    features,
    ...more,
  });
const flash = (file: string) => ({ file, format: 'raw' });

test('a descriptor is read', () => {
  expect(parseFirmwareDescriptor(descriptor('/fw', ['secure-boot']))).toEqual({
    code: flash('/fw'),
    variables: flash('/fw-vars'),
    targets: [{ architecture: 'x86_64', machines: ['pc-i440fx-*', 'pc-q35-*'] }],
    features: ['secure-boot'],
  });
});

test.each([
  ['it is empty, to hide another', ''],
  ['it is not JSON', '{'],
  ['it is a list', '[]'],
  ['it is of a BIOS', descriptor('/fw', [], { 'interface-types': ['bios'] })],
  ['it is not flash memory', descriptor('/fw', [], { mapping: { device: 'memory', filename: '/fw' } })],
  ['its path is relative', descriptor('fw', [])],
])('a descriptor is passed over where %s', (_, text) => expect(parseFirmwareDescriptor(text)).toBeUndefined());

const [enrolled, secure, plain, arm] = [
  parseFirmwareDescriptor(descriptor('/ms', ['enrolled-keys', 'secure-boot', 'requires-smm'])),
  parseFirmwareDescriptor(descriptor('/secure', ['secure-boot', 'requires-smm'])),
  parseFirmwareDescriptor(descriptor('/plain', [])),
  parseFirmwareDescriptor(descriptor('/arm', [], { targets: [{ architecture: 'aarch64', machines: ['virt-*'] }] })),
];
const installed = [enrolled, secure, plain, arm].flatMap((one) => one ?? []);

test.each([
  ['without Secure Boot', 'x86_64', 'off', '/plain'],
  ['with our keys', 'x86_64', 'own-keys', '/secure'],
  ['with the keys of the distribution', 'x86_64', 'enrolled-keys', '/ms'],
  ['of another architecture', 'aarch64', 'off', '/arm'],
  ['of an architecture that has none', 'riscv64', 'off', undefined],
  ['that nobody installed', 'aarch64', 'own-keys', undefined],
] as const)('firmware %s', (_, architecture, need, code) => {
  expect(chooseFirmware(installed, architecture, need)?.code.file).toBe(code);
});

test('what is built for Secure Boot serves where there is nothing else', () => {
  expect(chooseFirmware(installed.slice(0, 2), 'x86_64', 'off')?.code.file).toBe('/secure');
});

test.each(['x86_64', 'aarch64', 'riscv64'] as const)('places of distributions are known for %s', (architecture) => {
  expect(chooseFirmware(knownFirmware, architecture, 'off')).toBeDefined();
});

const certificate = Uint8Array.from({ length: 700 }, (_, index) => index);
const variables = secureBootVariables(
  { platformKey: certificate, keyExchangeKeys: [certificate], trusted: [certificate] },
  new Date('2026-01-02T03:04:05Z'),
);

test.each([
  ['text', Buffer.from('no store')],
  ['zeros', new Uint8Array(1024)],
  [
    'a firmware volume of another kind',
    Buffer.concat([Buffer.alloc(40), Buffer.from('_FVH'), Buffer.alloc(4), Buffer.from([72, 0]), Buffer.alloc(400)]),
  ],
])('%s is not a variable store', (_, bytes) => {
  expect(() => withVariables(bytes, variables)).toThrow(expect.objectContaining({ code: 'boot/variable-store' }));
});

test('a firmware or template of variables that is not a regular file is a fault, and is not opened', () => {
  const secureBoot = { kind: 'off' } as const;
  const check = (code: string, variables: string) => () =>
    checkFirmware({ architecture: 'x86_64', firmware: { kind: 'file', code, variables }, secureBoot });
  for (const attempt of [check('/dev/zero', import.meta.filename), check(import.meta.filename, import.meta.dirname)]) {
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'boot/firmware', message: expect.stringMatching(/is not a regular file$/) }),
    );
  }
});
