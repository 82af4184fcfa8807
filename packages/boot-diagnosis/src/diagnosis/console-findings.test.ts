import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordings, recordingsFolder } from '../../../../tools/reference.ts';
import { recordedLines } from '../console/console-lines.ts';
import { consoleFindings } from './console-findings.ts';

const stub = 'systemd-boot 257.13';
const kernel = '[    0.000000] Linux version 6.12';
describe.skipIf(recordings.missing)(`consoles of sealed systems${recordings.note}`, () => {
  test('each has the findings of what was tried on it', () => {
    const found = ['B3r', 'B6', 'B9', 'C1', 'C2', 'C3', 'C5', 'C6'].map((name) => {
      const bytes = readFileSync(join(recordingsFolder, 'sealed-customization', `${name}.console`));
      // The lines of a probe in the guest are not messages of the boot.
      const lines = recordedLines(bytes).filter((line) => !line.startsWith('BWPROBE'));
      return [name, consoleFindings(lines).map(({ code }) => code)];
    });
    expect(Object.fromEntries(found)).toEqual({
      B3r: ['credentials-rejected'],
      B6: [],
      B9: [],
      C1: ['read-only-etc'],
      C2: [],
      C3: [],
      C5: [],
      C6: [],
    });
  });
});

test.each([
  [
    'an addon without a trusted signature',
    "../src/boot/stub.c:474@load_addons: Failed to read 'site.addon.efi' from '\\loader\\addons\\site.addon.efi', ignoring: Access denied",
    'addon-ignored',
    'the addon site.addon.efi was ignored',
    'Secure Boot is on, and it is not signed by a key that the firmware trusts',
  ],
  [
    'an addon that cannot be read',
    "Failed to read 'a.addon.efi' from '\\loader\\addons\\a.addon.efi', ignoring: Load error",
    'addon-ignored',
    'the addon a.addon.efi was ignored',
    'Load error',
  ],
  [
    'an addon of another kernel',
    '.uname mismatch between a.addon.efi and UKI, ignoring',
    'addon-ignored',
    'the addon a.addon.efi was ignored',
    'it is for another kernel release (.uname)',
  ],
  [
    'a unified kernel image in the place of an addon',
    'a.addon.efi is a UKI, not an addon, ignoring.',
    'addon-ignored',
    'the addon a.addon.efi was ignored',
    'it has a kernel of its own',
  ],
])('%s', (_, line, code, what, cause) => {
  expect(consoleFindings([stub, line, line, kernel, line])).toEqual([
    { code, what, cause, cure: expect.any(String), line },
  ]);
});

test('each addon that was ignored has a finding, up to 20', () => {
  const ignored = (name: string) =>
    `Failed to read '${name}.addon.efi' from '\\loader\\addons\\${name}.addon.efi', ignoring: Access denied`;
  const found = (names: readonly string[]) => consoleFindings(names.map(ignored)).map(({ what }) => what);
  expect(found(['a', 'b', 'a'])).toEqual(['the addon a.addon.efi was ignored', 'the addon b.addon.efi was ignored']);
  expect(found(Array.from({ length: 1000 }, (_, index) => `${index}`))).toHaveLength(20);
});

test('a line of any length costs no more than its beginning', () => {
  expect(consoleFindings([kernel, `${'/etc/a'.repeat(1_000_000)}: Read-only file system`])).toEqual([]);
});

const readOnly = '[   70.8] systemd[1]: Failed to preset all unit /etc/systemd/system/a.service: Read-only file system';
const rejected = '[   27.0] (d-sysctl)[226]: a.service: Failed at step CREDENTIALS spawning /usr/bin/a: Protocol error';
const ignored = "Failed to read 'a.addon.efi' from '\\loader\\addons\\a.addon.efi', ignoring: Access denied";

test('each message counts only from those who print it', () => {
  const codes = (...lines: readonly string[]) => consoleFindings(lines).map(({ code }) => code);
  expect(codes(stub, ignored, kernel, readOnly, rejected)).toEqual([
    'addon-ignored',
    'read-only-etc',
    'credentials-rejected',
  ]);
  // A service of the guest, and an entry of the boot menu.
  expect(codes(stub, kernel, ignored)).toEqual([]);
  expect(codes(stub, '*/etc/a: Read-only file system')).toEqual([]);
  expect(codes(stub, kernel, 'BdsDxe: starting Boot0001', ignored)).toEqual(['addon-ignored']);
});

test.each([
  '[  OK  ] Started a.service - /etc/a: Read-only file system',
  '         Starting a.service - b.service: Failed at step CREDENTIALS ...',
  '[FAILED] Failed to start a.service - status=243/CREDENTIALS.',
  '[   12.3] systemd[1]: Started a.service - /etc/a: Read-only file system',
  '[   12.3] systemd[1]: Starting status=243/CREDENTIALS...',
])('a unit with the description of a finding is not one: %s', (line) => {
  expect(consoleFindings([kernel, line])).toEqual([]);
});
