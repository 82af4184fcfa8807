import { choice, type Given, type Options, several, text, toggle, value } from '../arguments/option.ts';
import { architecture, count, directory, duration, file, size } from '../arguments/values.ts';
import { readVmName } from '../vm/read-vm-name.ts';
import { readCredential, readPort, readUntil, untilForms, untilWords } from './read-until.ts';

export const bootOptions = {
  arch: architecture("architecture of the disk (default: this host's)"),
  targetDisk: size('for an ISO: an empty disk of this size to install to, discarded at the end'),
  memory: size('memory of the virtual machine (default: 2 GiB)'),
  cpus: count('processors of the virtual machine (default: as many as the host has, 4 at most)'),
  accel: choice(['auto', 'kvm', 'tcg'], 'kvm, or tcg for emulation; auto: KVM if it works (default: auto)'),
  firmware: text('uefi|bios|FILE', 'firmware; FILE: a UEFI image (default: uefi)', {
    completes: 'file',
  }),
  firmwareVars: file('with --firmware FILE: template of its variable store'),
  secureBoot: toggle("enable Secure Boot, with --keys or with the keys enrolled in the firmware's package"),
  keys: directory('with --secure-boot: folder with the trusted PK, KEK and db (.pem, .crt or .der)'),
  makeKeys: directory('create such keys in a new folder, and do nothing else'),
  readConsole: file('diagnose a recorded serial console (- for standard input), and boot nothing'),
  tpm: toggle('add a TPM 2 (swtpm)'),
  network: choice(
    ['isolated', 'user', 'none'],
    'isolated: the guest reaches nothing; user: whatever the host reaches; none: no network (default: isolated)',
  ),
  sshPort: value('PORT', 'port on the host that forwards to port 22 of the guest', readPort),
  karg: several(
    text('ARG', 'kernel argument for this boot; needs systemd-boot, a unified kernel image or a network boot'),
  ),
  credential: several(value('NAME=VALUE', 'systemd credential; NAME=@FILE reads it from a file', readCredential)),
  until: value('WHAT', `what to wait for: ${untilForms} (default: booted)`, readUntil, {
    completes: { words: untilWords },
  }),
  timeout: duration('time limit, such as 90s or 5m (default: 10m)'),
  check: file('check that the system has what this blueprint asks for'),
  image: text('REF', 'check that bootc booted this image'),
  sealed: toggle('check that the root is the composefs named on the kernel command line, and verified'),
  artefacts: directory('keep console, screenshot, journal and outcome in this folder'),
  showConsole: toggle('print the console during boot'),
  stay: toggle('keep it running until Ctrl-C; "bootwright vm" finds it'),
  detach: toggle('keep it running in the background once it has booted; "bootwright vm" finds it'),
  name: value('NAME', 'with --stay or --detach: its name (default: that of the disk)', readVmName),
} as const satisfies Options;

export type BootGiven = Given<typeof bootOptions>;
