import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAddon } from '@bootwright/uki';
import { afterAll, describe, expect, test } from 'vitest';
import { portableExecutable } from '../../../uki/testing/portable-executable.ts';
import { captured } from '../captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-uki-'));
afterAll(() => rmSync(directory, { recursive: true }));
const sections = {
  '.linux': 'kernel',
  '.osrel': 'ID=x\n',
  '.cmdline': 'rw composefs=abc',
  '.initrd': 'initrdbytes',
  '.uname': '6.12',
  '.sbat': 'sbat,1\n',
};
for (const [name, content] of Object.entries({
  'old.efi': sections,
  'new.efi': { ...sections, '.linux': 'other' },
  'two.efi': { ...sections, '.profile': 'ID=one' },
  'unsigned.efi': { ...sections, '.pcrsig': '{"sha256":[{"pcrs":[11],"pkfp":"00","pol":"00","sig":""}]}' },
  'tree.efi': { ...sections, '.dtbauto': 'tree' },
  'other.addon.efi': { '.cmdline': 'a', '.uname': '6.13' },
  'tree.addon.efi': { '.cmdline': 'rw', '.dtbauto': 'tree' },
  'program.efi': { '.text': 'code' },
})) {
  writeFileSync(join(directory, name), portableExecutable(content));
}
for (const [name, kernelArguments] of [
  ['a', 'rw a=1'],
  ['b', 'b'],
] as const) {
  writeFileSync(join(directory, `${name}.addon.efi`), writeAddon({ architecture: 'x86_64', kernelArguments }));
}

const uki = (...argv: readonly string[]) => captured(['uki', ...argv], { directory });
const zero = { sha256: '0'.repeat(64), sha384: '0'.repeat(96) };

describe('uki measure', () => {
  test('prints PCR 11 by bank and phase, as systemd-measure calculates it', async () => {
    const { status, stdout } = await uki('measure', 'old.efi', '--json');
    const { pcr11, ...more } = JSON.parse(stdout);
    expect({ status, ...more }).toEqual({ status: 0, pcr12: zero, signatures: [], doubts: [] });
    expect(Object.keys(pcr11)).toEqual(['sha256', 'sha384']);
    expect(pcr11.sha256).toEqual({
      'enter-initrd': 'd84511f8f53a55db13a245c07305c2efc61c874519c347defc1c1bc8e16d98d3',
      'enter-initrd:leave-initrd': 'a11df2585d965cb6ac73fdbe30d1c3161ce1ab50e3d7d578fa3b4de8cc0e4f54',
      'enter-initrd:leave-initrd:sysinit': '1958dc7219191007a31046bbb752dfb5c8809825e4c92a3b374ebf66875591e8',
      'enter-initrd:leave-initrd:sysinit:ready': 'f161371bce035973e1329db4fc8a150ec734e046b7b437607604d3119f975912',
    });
  });

  test('prints PCR 12 of addons', async () => {
    const { stdout } = await uki('measure', 'old.efi', '--addon', 'a.addon.efi', '--addon', 'b.addon.efi');
    expect(stdout).toContain('pcr 11:sha256  enter-initrd                             d84511f8f53a55db');
    expect(stdout).toMatch(
      /^pcr 12:sha256 {2}addons +7f8837c9551d123f7bc04369bd2975b2b343cad3eab1022d090a820889a7938a$/m,
    );
  });

  test('says which values are not those of every machine', async () => {
    const { stdout } = await uki('measure', 'old.efi', '--addon', 'tree.addon.efi', '--json');
    const { doubts } = JSON.parse(stdout);
    expect(doubts).toEqual(['the section .dtbauto of an addon is measured on machines that it fits alone']);
    expect((await uki('diff', 'old.efi', 'tree.efi')).stdout).toBe(
      'value of PCR 11: no longer opens, since these sections differ, on machines that they fit: .dtbauto\nNot exact: its section .dtbauto counts on machines that it fits, and is measured on these alone\n',
    );
  });

  test('rejects a signed policy that the image does not lead to', async () => {
    const { status, stdout } = await uki('measure', 'unsigned.efi');
    expect(status).toBe(4);
    expect(stdout).toContain('sha256 policy 00…: the image leads to no phase with its policy\n');
  });
});

test('uki diff says which policies no longer open', async () => {
  const { status, stdout } = await uki('diff', 'old.efi', 'new.efi');
  expect({ status, stdout }).toEqual({
    status: 4,
    stdout: 'value of PCR 11: no longer opens, since these sections differ: .linux\n',
  });
  const same = await uki('diff', 'old.efi', 'old.efi', '--json');
  expect({ status: same.status, ...JSON.parse(same.stdout) }).toEqual({
    status: 0,
    policies: [{ policy: 'value of PCR 11', opens: true, why: 'since all measured sections are the same' }],
    doubts: [],
  });
});

test('uki diff reads the images of containers', async () => {
  for (const name of ['old', 'new']) {
    const folder = join(directory, name, 'boot/EFI/Linux');
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(directory, `${name}.efi`), join(folder, '6.12.efi'));
  }
  mkdirSync(join(directory, 'empty'));
  const { status, stdout } = await uki('diff', 'dir:old', 'dir:new');
  expect({ status, stdout }).toEqual({
    status: 4,
    stdout: 'value of PCR 11: no longer opens, since these sections differ: .linux\n',
  });
  expect((await uki('diff', 'dir:old', 'old.efi')).status).toBe(0);
  const none = await uki('measure', 'dir:empty');
  expect({ status: none.status, stdout: none.stdout }).toEqual({ status: 3, stdout: '' });
  expect(none.stderr).toContain(
    'dir:empty has no unified kernel image, which the TPM measures [inspect/no-unified-kernel]',
  );
});

test.each<[readonly string[], number, string]>([
  [['mesure', 'old.efi'], 2, 'did you mean "uki measure"?'],
  [['measure', 'old.efi', 'new.efi'], 2, '"uki measure" takes one FILE, got 2'],
  [['diff', 'old.efi'], 2, '"uki diff" takes two FILEs, got 1'],
  [['diff', 'old.efi', 'new.efi', '--addon', 'a.addon.efi'], 2, '"uki diff" does not take --addon'],
  [['measure', 'none.efi'], 3, 'none.efi'],
  [['measure', 'program.efi'], 3, 'it has no kernel (.linux)'],
  [
    ['measure', 'old.efi', '--addon', 'program.efi'],
    3,
    'systemd-stub ignores the addon: it has no section that the stub takes',
  ],
  [
    ['measure', 'old.efi', '--addon', 'other.addon.efi'],
    3,
    'systemd-stub ignores the addon: its kernel release (.uname) is not that of the image [uki/addon]\n  at other.addon.efi',
  ],
])('%j is a fault', async (argv, expected, message) => {
  const { status, stdout, stderr } = await uki(...argv);
  expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
  expect(stderr).toContain(message);
});
