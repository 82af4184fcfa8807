import { type Architecture, Fault } from '@bootwright/core';
import { type NewPeSection, writePe } from '../pe/write-pe.ts';
import { type Credential, encodeCredentials } from './credential-archive.ts';

/** What an addon adds to each unified kernel image that is started next to it. */
export interface AddonContent {
  readonly architecture: Architecture;
  /** Kernel arguments, as on a command line. */
  readonly kernelArguments?: string;
  /** Credentials, which the system trusts as it trusts the addon. */
  readonly credentials?: readonly Credential[];
  /** An initramfs of its own, instead of credentials. */
  readonly initrd?: Uint8Array;
  /** Microcode, as an initramfs with nothing else. */
  readonly microcode?: Uint8Array;
  /** Devicetrees, of which the stub takes the one for the machine. */
  readonly devicetrees?: readonly Uint8Array[];
  /** The kernel release that a unified kernel image must have for the addon to count. */
  readonly kernelRelease?: string;
  /** Revocation metadata (shim, SBAT.md). Default: that of Bootwright's addons, generation 1. */
  readonly sbat?: string;
}

/** shim starts nothing without it. */
const defaultSbat = [
  'sbat,1,SBAT Version,sbat,1,https://github.com/rhboot/shim/blob/main/SBAT.md',
  'bootwright-addon,1,Bootwright,addon,1,https://github.com/bootwright/bootwright',
  '',
].join('\n');

/** COMMAND_LINE_SIZE of x86_64, arm64 and riscv, with its NUL; the arguments of the image itself need room as well. */
const longestCommandLine = 2048;

/**
 * An unsigned addon: a PE file without a kernel, of which systemd-stub takes the sections (systemd-stub(7)). The same
 * content gives the same bytes. Faults: `uki/addon` for content that the stub or the kernel would not take as it is, those
 * of `writePe` and `encodeCredentials`.
 */
export function writeAddon(content: AddonContent): Uint8Array {
  const {
    architecture,
    kernelArguments,
    credentials = [],
    initrd,
    microcode,
    devicetrees = [],
    kernelRelease,
  } = content;
  if (initrd !== undefined && credentials.length > 0) {
    throw invalid(
      'an addon has either credentials or an initramfs of its own',
      'put the credentials into the initramfs, or make two addons',
    );
  }
  const archive = initrd ?? (credentials.length > 0 ? encodeCredentials(credentials) : undefined);
  const carried = [
    ...(kernelArguments === undefined ? [] : [section('.cmdline', commandLine(kernelArguments))]),
    ...(archive === undefined ? [] : [section('.initrd', archive)]),
    ...(microcode === undefined ? [] : [section('.ucode', microcode)]),
    ...devicetrees.map((tree) => section('.dtbauto', tree)),
  ];
  if (carried.length === 0) {
    throw invalid(
      'an addon without kernel arguments, credentials, initramfs, microcode or devicetrees adds nothing',
      'give what it is to add',
    );
  }
  return writePe(architecture, [
    section('.sbat', Buffer.from(content.sbat ?? defaultSbat)),
    ...(kernelRelease === undefined ? [] : [section('.uname', oneLine(kernelRelease, 'the kernel release'))]),
    ...carried,
  ]);
}

function section(name: string, bytes: Uint8Array): NewPeSection {
  if (bytes.length > 0) return { name, bytes };
  throw invalid(
    `the section ${name} would be empty, and the stub would ignore it`,
    'leave it out, or give its content',
  );
}

function commandLine(text: string): Uint8Array {
  const bytes = oneLine(text.trim(), 'the kernel arguments');
  if (bytes.length >= longestCommandLine) {
    throw invalid(
      `the kernel arguments have ${bytes.length} bytes, more than the ${longestCommandLine - 1} that a kernel reads`,
      'give fewer arguments',
    );
  }
  return bytes;
}

/** The stub replaces control characters, and ends a text at a NUL and each character at UCS-2. */
function oneLine(text: string, subject: string): Uint8Array {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  const [found] = /[\u0000-\u001f\u007f]|[\u{10000}-\u{10ffff}]|\p{Surrogate}/u.exec(text) ?? [];
  if (found !== undefined) {
    throw invalid(`${subject} contain a character that the stub changes: ${JSON.stringify(found)}`, 'leave it out');
  }
  return Buffer.from(text);
}

function invalid(message: string, hint: string): Fault {
  return new Fault('uki/addon', message, { hint });
}
