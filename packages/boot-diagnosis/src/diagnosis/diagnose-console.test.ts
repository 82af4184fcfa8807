import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordings, recordingsFolder } from '../../../../tools/reference.ts';
import { diagnoseConsole } from './diagnose-console.ts';
import { explainVerdict } from './explain-verdict.ts';

const diagnosed = (text: string) => diagnoseConsole(new TextEncoder().encode(text));
const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

describe.skipIf(recordings.missing)(`recorded consoles${recordings.note}`, () => {
  const recorded = (name: string) => diagnoseConsole(readFileSync(join(recordingsFolder, 'consoles', name)));

  test('a sealed disk that boots', () => {
    expect(recorded('sealed-boots.log')).toMatchObject({ kind: 'booted' });
  });
  test('an unsealed disk that boots', () => {
    expect(recorded('unsealed-boots.log')).toMatchObject({ kind: 'booted' });
  });
  test('a sealed disk whose root is not found', () => {
    const verdict = recorded('sealed-root-not-found.log');
    expect(verdict).toMatchObject({ kind: 'root-not-found', device: '/dev/gpt-auto-root' });
    const { what, cause, cure } = explainVerdict(verdict, 'x86_64');
    expect(what).toBe('the root was not found (/dev/gpt-auto-root)');
    expect(cause).toContain('4f68bce3-e8cd-4db1-96e7-fbcaf984b709');
    expect(cure).toContain('--profile recommended');
  });
});

const firmware = 'BdsDxe: loading Boot0001 "UEFI Misc Device" from PciRoot(0x0)/Pci(0x2,0x0)\r\n';
const kernel = `${firmware}[    0.000000] Linux version 6.12\r\n`;
const initramfs = `${kernel}Booting initrd of Debian GNU/Linux 13 (trixie) dracut-106 (Initramfs).\r\n`;
const system = `${initramfs}Welcome to Debian GNU/Linux 13 (trixie)!\r\n`;

test.each([
  ['nothing', '', { kind: 'unfinished', stage: 'nothing' }],
  ['a login prompt', `${system}\r\nlocalhost login: `, { kind: 'booted', by: 'login', line: 'localhost login:' }],
  [
    'a login prompt on whose line the kernel goes on',
    `${system}\r\nlocalhost login: [  221.015399] kvm_amd: Nested Virtualization enabled\r\n`,
    { kind: 'booted', by: 'login', line: 'localhost login: [  221.015399] kvm_amd: Nested Virtualization enabled' },
  ],
  [
    'a target, in the words of older versions',
    `${system}[  OK  ] Reached target Multi-User System.\r\n`,
    { kind: 'booted', by: 'target', line: '[  OK  ] Reached target Multi-User System.' },
  ],
  [
    'a root that dracut waits for',
    `${initramfs}[  190.1] dracut-initqueue[300]: Warning: /dev/disk/by-uuid/46ab7ed7 does not exist\r\n[  OK  ] Reached target emergency.target\r\n`,
    { kind: 'root-not-found', device: '/dev/disk/by-uuid/46ab7ed7' },
  ],
  [
    'a root that initramfs-tools waits for',
    `${kernel}Gave up waiting for root file system device.  Common problems:\r\nALERT!  UUID=46ab7ed7 does not exist.  Dropping to a shell!\r\n`,
    { kind: 'root-not-found' },
  ],
  [
    'a kernel without a root',
    `${kernel}[    1.2] VFS: Cannot open root device "sda1" or unknown-block(0,0): error -6\r\n[    1.3] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\r\n`,
    { kind: 'root-not-found', device: 'sda1' },
  ],
  [
    'a panic behind firmware whose messages are cut',
    'Booting from Hard Disk...\r\n\r\n[    2.0] Kernel panic - not syncing: No working init.\r\n',
    { kind: 'kernel-panic', line: '[    2.0] Kernel panic - not syncing: No working init.' },
  ],
  [
    'a panic',
    `${kernel}[    1.3] Kernel panic - not syncing: Attempted to kill init!\r\n[    1.4] ---[ end Kernel panic - not syncing: Attempted to kill init! ]---\r\n`,
    { kind: 'kernel-panic', line: '[    1.3] Kernel panic - not syncing: Attempted to kill init!' },
  ],
  [
    'process 1 that gives up before anything is started',
    `${system}[!!!!!!] Failed to start up manager.\r\n[   12.345678] systemd[1]: Freezing execution.\r\n`,
    { kind: 'manager-failed', reason: 'Failed to start up manager', line: '[!!!!!!] Failed to start up manager.' },
  ],
  [
    'process 1 that gives up since its generators took too long',
    `${system}[  328.129483] systemd[1]: Failed to fork off sandboxing environment for executing generators: Protocol error\r\n[!!!!!!] Failed to start up manager.\r\n[  328.359949] systemd[1]: Freezing execution.\r\n`,
    {
      kind: 'manager-failed',
      reason: 'Failed to start up manager',
      error: 'Failed to fork off sandboxing environment for executing generators: Protocol error',
      line: '[!!!!!!] Failed to start up manager.',
    },
  ],
  [
    'process 1 that freezes, in the words of the kernel log',
    `${system}[   12.345678] systemd[1]: Freezing execution.\r\n`,
    {
      kind: 'manager-failed',
      reason: 'Freezing execution',
      line: '[   12.345678] systemd[1]: Freezing execution.',
    },
  ],
  [
    'emergency mode of the system, and what failed',
    `${system}[FAILED] Failed to mount data.mount - /data.\r\n[DEPEND] Dependency failed for local-fs.target - Local File Systems.\r\nYou are in emergency mode. After logging in, type "journalctl -xb"\r\n`,
    { kind: 'emergency', stage: 'system', failed: ['data.mount - /data', 'local-fs.target - Local File Systems'] },
  ],
  [
    'firmware that finds nothing',
    'BdsDxe: No bootable option or device was found.\r\nBdsDxe: Press any key to enter the Boot Manager Menu.\r\n',
    { kind: 'no-boot-loader', seen: 'no-device', line: 'BdsDxe: No bootable option or device was found.' },
  ],
  [
    'a BIOS that passes over an empty disk, and goes on with the CD-ROM',
    'Booting from Hard Disk...\r\nBoot failed: not a bootable disk\r\nBooting from DVD/CD...\r\n',
    { kind: 'unfinished', stage: 'firmware' },
  ],
  [
    'a BIOS that has passed over all',
    'Booting from DVD/CD...\r\nBoot failed: Could not read from CDROM (code 0009)\r\nNo bootable device.\r\n',
    { kind: 'no-boot-loader', seen: 'no-device', line: 'No bootable device.' },
  ],
  [
    "GRUB's menu without a time that runs out",
    `${firmware}GNU GRUB  version 2.12\r\n      Use the ^ and v keys to\r\n select which entry is highlighted.\r\n`,
    { kind: 'unfinished', stage: 'boot-loader', waitsFor: 'a choice in the boot menu' },
  ],
  ...[
    'Linux version 6.12.0',
    '[    0.000000] Linux version 6.12.0',
    'rescue (initrd.target)',
    'dracut: shell',
    'Kernel panic - not syncing: never',
    'host login:',
  ].flatMap((title) =>
    [`*${title}`, ` ${title}`, `|*${title}  |`].map((line): [string, string, object] => [
      `an entry of GRUB's menu that is drawn as "${line}"`,
      `${firmware}GNU GRUB  version 2.12\r\n      Use the ^ and v keys to\r\n${line}\r\n`,
      { kind: 'unfinished', stage: 'boot-loader', waitsFor: 'a choice in the boot menu', line: line.trimEnd() },
    ]),
  ),
  [
    "GRUB's menu whose time runs out",
    `${firmware}GNU GRUB  version 2.12\r\n      Use the ^ and v keys to change the selection.\r\n   The highlighted entry will be executed automatically in 5s.\r\n`,
    {
      kind: 'unfinished',
      stage: 'boot-loader',
      line: '   The highlighted entry will be executed automatically in 5s.',
    },
  ],
  [
    'a kernel that the boot menu names and the medium lacks, in the words of newer versions of GRUB',
    `${firmware}error: ../../grub-core/fs/fshelp.c:257:file \`/images/pxeboot/vmlinuz' not found.\r\n`,
    { kind: 'broken-kernel' },
  ],
  [
    'a message that a BIOS console breaks into pieces',
    "Booting from DVD/CD...\r\nerror: file `/images/pxeb\r\noot/abs\r\nent' not found.\r\nerror: you nee\r\nd to load the ke\r\nrnel first.\r\n",
    { kind: 'broken-kernel', line: "error: file `/images/pxeboot/absent' not found." },
  ],
  [
    'a root that livenet could not load',
    `${initramfs}[   20.1] dracut-initqueue[300]: curl: (7) Failed to connect to 10.0.2.100 port 80\r\n[   20.2] dracut-initqueue[300]: Warning: failed to download live image: error 7\r\n[  OK  ] Reached target emergency.target\r\n`,
    {
      kind: 'root-not-loaded',
      line: '[   20.1] dracut-initqueue[300]: curl: (7) Failed to connect to 10.0.2.100 port 80',
    },
  ],
  [
    'the start of Anaconda',
    `${system}Starting installer, one moment...\r\nanaconda 40.22.3 for Fedora 42 started.\r\n`,
    { kind: 'booted', by: 'installer', line: 'Starting installer, one moment...' },
  ],
  [
    'the shell of the firmware',
    `${firmware}UEFI Interactive Shell v2.2\r\nShell> `,
    { kind: 'no-boot-loader', seen: 'uefi-shell' },
  ],
  [
    'firmware that rejects a signature, and continues with the network',
    'BdsDxe: failed to load Boot0001 "UEFI Misc Device" from PciRoot(0x0)/Pci(0x2,0x0): Access Denied\r\n>>Start PXE over IPv4.\r\nBdsDxe: No bootable option or device was found.\r\n',
    { kind: 'secure-boot' },
  ],
  [
    'a boot loader that rejects a signature',
    `${firmware}../src/boot/boot.c:2530@image_start: Error loading \\EFI\\Linux\\6.12.efi: Access denied\r\n`,
    { kind: 'secure-boot' },
  ],
  [
    'a boot loader that rejects a signature after the stub of another image has ignored an addon',
    `${firmware}../src/boot/stub.c:597@load_addons: Failed to read 'a.addon.efi' from '\\loader\\addons\\a.addon.efi', ignoring: Access denied\r\n../src/boot/boot.c:2530@image_start: Error loading \\EFI\\Linux\\6.12.efi: Access denied\r\n`,
    { kind: 'secure-boot', line: expect.stringContaining('image_start') },
  ],
  [
    'a stub that ignores an addon without a trusted signature, and starts the kernel',
    `${firmware}../src/boot/stub.c:597@load_addons: Failed to read 'a.addon.efi' from '\\loader\\addons\\a.addon.efi', ignoring: Access denied\r\n`,
    { kind: 'unfinished' },
  ],
  [
    'a unified kernel that is damaged',
    `${firmware}../src/boot/boot.c:2530@image_start: Error loading \\EFI\\Linux\\6.12.efi: Unsupported\r\nBdsDxe: No bootable option or device was found.\r\n`,
    { kind: 'broken-kernel' },
  ],
  [
    'a boot loader without entries',
    `${firmware}No loader found. Configuration files in \\loader\\entries\\*.conf are needed.\r\n`,
    { kind: 'no-boot-loader', seen: 'no-entry' },
  ],
  [
    'a root of another digest',
    `${initramfs}[    5.1] bootc-root-setup[400]: error: Mounting composefs image: Failed to mount composefs image: Expected digest 00 but found 11\r\n[  OK  ] Reached target emergency.target - Emergency Mode.\r\n`,
    { kind: 'composefs' },
  ],
  [
    'a missing first entry, and a boot from the next',
    `BdsDxe: failed to load Boot0001 "UEFI QEMU DVD-ROM" from PciRoot(0x0): Not Found\r\n${system}localhost login: `,
    { kind: 'booted' },
  ],
  [
    'a job that is waited for',
    `${initramfs}[\u001b[0;31m*     \u001b[0m] Job dev-gpt\\x2dauto\\x2droot.device/start running (6s / 1min 30s)\r\r\n`,
    { kind: 'unfinished', stage: 'initramfs', waitsFor: 'dev-gpt\\x2dauto\\x2droot.device' },
  ],
  [
    'a machine that is turned off on the way',
    `${system}[   20.0] reboot: Power down\r\n`,
    { kind: 'powered-off', stage: 'system', line: '[   20.0] reboot: Power down' },
  ],
  [
    'a machine that is turned off after it has booted',
    `${system}host login: \r\n[   20.0] reboot: Power down\r\n`,
    { kind: 'booted' },
  ],
  [
    'silence of the kernel after its stub',
    `${firmware}EFI stub: Loaded initrd from LINUX_EFI_INITRD_MEDIA_GUID device path\r\n`,
    { kind: 'unfinished', stage: 'kernel' },
  ],
  [
    'a service that fails over and over',
    `${system}${'[FAILED] Failed to start systemd-logind.service - User Login Management.\r\n'.repeat(30)}`,
    {
      kind: 'unfinished',
      stage: 'system',
      restarts: { step: 'systemd-logind.service - User Login Management', times: 30 },
    },
  ],
  ['silence of the kernel', firmware, { kind: 'unfinished', stage: 'firmware' }],
])('%s', (_, text, expected) => {
  expect(diagnosed(text)).toMatchObject(expected);
});

describe('what services print of themselves', () => {
  const words = [
    'Kernel panic - not syncing: test',
    'reboot: Power down',
    'curl: (7) no',
    'Failed to mount composefs',
    'Gave up waiting for root device',
    'systemd[1]: Freezing execution',
    'Reached target Emergency Mode',
    'Reached target multi-user.target',
  ];
  const lines = words.flatMap((text) => [
    `[  OK  ] Started a.service - ${text}.`,
    `[  OK  ] Reached target ${text}.`,
    `[  OK  ] Finished ${text}.`,
    `         Starting ${text}...`,
    `[   12.3] systemd[1]: Started a.service - ${text}.`,
  ]);

  test.each(lines)('is not a verdict: %s', (line) => {
    for (const before of [system, initramfs]) {
      expect(diagnosed(`${before}${line}\r\n`).kind).toBe('unfinished');
    }
  });

  test.each([
    '[  OK  ] Reached target multi-user.target-preparation.target - Preparation.',
    '[  OK  ] Reached target Multi-User System Preparation.',
    '[  OK  ] Reached target graphical.target.wants - Multi-User System.',
  ])('is not a boot: %s', (line) => {
    expect(diagnosed(`${system}${line}\r\n`).kind).toBe('unfinished');
  });

  const prompt = 'host login: \r\n[  OK  ] Reached target multi-user.target - Multi-User System.\r\n';

  test.each([
    ['kernel-panic', '[    1.3] Kernel panic - not syncing: Attempted to kill init!\r\n'],
    ['manager-failed', '[!!!!!!] Failed to start up manager.\r\n'],
    ['manager-failed', '[   12.3] systemd[1]: Freezing execution.\r\n'],
  ])('is not a boot after %s, unless the machine starts again', (kind, end) => {
    expect(diagnosed(`${system}${end}${prompt}`).kind).toBe(kind);
    expect(diagnosed(`${system}${end}${prompt}${system}${prompt}`).kind).toBe('booted');
  });
});

test('diagnoses any bytes of a console', () => {
  const words = fc.constantFrom(
    '\u001b[',
    'login: ',
    '[  OK  ] ',
    '\r\n',
    'Kernel panic - not syncing: ',
    'BdsDxe: ',
    '[',
    '*',
    '(1 of 2) Job ',
  );
  const text = fc.array(fc.oneof(words, fc.string())).map((parts) => Buffer.from(parts.join('')));
  fc.assert(
    fc.property(fc.oneof(text, fc.uint8Array()), (bytes) => {
      expect(explainVerdict(diagnoseConsole(bytes), 'x86_64').what).not.toBe('');
    }),
    { numRuns },
  );
});

test('generators that took too long are the cause, and fewer machines the cure', () => {
  const error = 'Failed to fork off sandboxing environment for executing generators: Protocol error';
  const lines = `[    3.1] systemd[1]: ${error}\r\n[!!!!!!] Failed to start up manager.\r\n`;
  expect(explainVerdict(diagnosed(`${system}${lines}`), 'x86_64')).toEqual({
    what: 'systemd failed and froze',
    cause: `${error}; Failed to start up manager`,
    cure: expect.stringContaining('boot again with KVM, or with fewer machines at the same time'),
  });
});

test.each([
  ['firmware', firmware],
  ['the stub of the kernel', `${firmware}EFI stub: Loaded initrd from LINUX_EFI_INITRD_MEDIA_GUID device path\r\n`],
])('where %s was the last to write, the cure is a console for the kernel', (_, text) => {
  const { cure } = explainVerdict(diagnoseConsole(new TextEncoder().encode(text)), 'x86_64');
  expect(cure).toContain('console=ttyS0');
});

test('names what is started again and again, and where to look', () => {
  const failing = '[FAILED] Failed to start systemd-logind.service - User Login Management.\r\n';
  expect(explainVerdict(diagnosed(`${system}${failing.repeat(30)}`), 'x86_64')).toMatchObject({
    what: 'the boot did not finish',
    cause: expect.stringMatching(/systemd-logind\.service .* was started again and again, and failed 30 times$/),
    cure: expect.stringContaining('"rw" on its command line'),
  });
});

test.each([
  [
    'an ISO without a boot image',
    'No bootable device.\r\n',
    'cd-rom',
    'the firmware found nothing to start on the ISO',
  ],
  ['a disk without a boot loader', 'No bootable device.\r\n', 'disk', 'the firmware found no boot loader on the disk'],
  ['a missing kernel', "error: file `/vmlinuz' not found.\r\n", 'cd-rom', 'the boot menu names a file that is missing'],
] as const)('%s is explained for its medium', (_, text, medium, what) => {
  const { what: found, cure } = explainVerdict(diagnosed(`SeaBIOS (version 1.16)\r\n${text}`), 'x86_64', medium);
  expect(found).toBe(what);
  expect(cure).toMatch(/^(?:list|compare) /);
});

test('a menu that waits is explained with the setting of its time', () => {
  const { cause, cure } = explainVerdict(
    { kind: 'unfinished', stage: 'boot-loader', waitsFor: 'a choice in the boot menu' },
    'x86_64',
    'cd-rom',
  );
  expect(cause).toBe('the boot loader was started; it waits for a choice in the boot menu');
  expect(cure).toMatch(/^set a timeout in the boot menu/);
});

test('a root that is not found after a network boot is not looked for on a disk', () => {
  const verdict = { kind: 'root-not-found', device: 'live:http://10.0.2.100/rootfs.img', line: '' } as const;
  expect(explainVerdict(verdict, 'x86_64', 'network')).toEqual({
    what: 'the root was not found (live:http://10.0.2.100/rootfs.img)',
    cause: expect.stringContaining('livenet'),
    cure: expect.stringMatching(/^build the initramfs /),
  });
});
