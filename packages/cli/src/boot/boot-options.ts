import { choice, type Given, type Options, several, text, toggle, value } from '../arguments/option.ts';
import { architecture, count, directory, duration, file, size } from '../arguments/values.ts';
import { readCredential, readPort, readUntil } from './read-until.ts';

/** The options of `boot`. */
export const bootOptions = {
  arch: architecture("what the disk is for (default: this machine's)"),
  memory: size('memory of the machine (default: 2 GiB)'),
  cpus: count('processors of the machine (default: as many as here, 4 at most)'),
  accel: choice(['auto', 'kvm', 'tcg'], 'KVM, or emulation (tcg); auto: KVM where it works (default: auto)'),
  firmware: text('uefi|bios|FILE', 'what it starts from; FILE: an image of UEFI (default: uefi)', {
    completes: 'file',
  }),
  firmwareVars: file('with --firmware FILE: the template of its variables'),
  secureBoot: toggle("turn Secure Boot on, with --keys, or with the keys that the firmware's package brings"),
  keys: directory('with --secure-boot: the folder with PK, KEK and db (.pem, .crt or .der) that are trusted'),
  makeKeys: directory('make such keys in a new folder, and nothing else'),
  tpm: toggle('give it a TPM 2, by swtpm'),
  network: choice(
    ['isolated', 'user', 'none'],
    'isolated: it reaches nothing; user: what this machine reaches; none (default: isolated)',
  ),
  sshPort: value('PORT', 'the port of this machine that leads to its port 22', readPort),
  karg: several(text('ARG', 'a kernel argument for this boot, where systemd-boot or a unified kernel starts it')),
  credential: several(value('NAME=VALUE', 'a systemd credential; NAME=@FILE: from a file', readCredential)),
  until: value(
    'WHAT',
    'booted, login, ssh, end, unit:NAME, line:TEXT, line:/REGEX/, silence:SECONDS (default: booted)',
    readUntil,
    { completes: { words: ['booted', 'login', 'ssh', 'end', 'unit:', 'line:', 'silence:'] } },
  ),
  timeout: duration('how long to wait, such as 90s or 5m (default: 10m)'),
  check: file('check inside what this blueprint asked for'),
  image: text('REF', 'check inside that bootc booted this image'),
  sealed: toggle('check inside that the root is the composefs of the command line, and verified'),
  artefacts: directory('keep console, screenshot, journal and outcome there'),
  showConsole: toggle('show the console while it boots'),
  stay: toggle('leave it running until you interrupt it'),
} as const satisfies Options;

/** What `boot` was given. */
export type BootGiven = Given<typeof bootOptions>;
