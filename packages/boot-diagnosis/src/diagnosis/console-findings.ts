import { type BootStage, isBeforeKernel, isRestart, stageAfter } from './boot-stage.ts';
import { isStatusLine } from './status-line.ts';

/** Something that a console says of a boot that may go on all the same. */
export interface ConsoleFinding {
  readonly code: 'addon-ignored' | 'credentials-rejected' | 'read-only-etc';
  /** What happened, as a sentence without a full stop. */
  readonly what: string;
  readonly cause: string;
  readonly cure: string;
  /** The first line that says so. */
  readonly line: string;
}

type Explained = Omit<ConsoleFinding, 'code' | 'line'>;

interface Sign {
  readonly code: ConsoleFinding['code'];
  /** Who says so: the stub, before the kernel starts, or the system. */
  readonly by: 'stub' | 'system';
  readonly pattern: RegExp;
  readonly explain: (match: RegExpExecArray) => Explained;
}

/** A console may contain anything. */
const mostFindings = 20;
/** Of a line. */
const keptWidth = 400;

/** Messages of systemd-stub (`src/boot/stub.c`) and of systemd (`src/core/exec-invoke.c`, `errno` in words). */
const signs: readonly Sign[] = [
  {
    code: 'addon-ignored',
    by: 'stub',
    pattern: /Failed to read '([^']+\.addon\.efi)' from '[^']*', ignoring: (.+)$/i,
    explain: ([, addon = '', why = '']) => ({
      what: `the addon ${addon} was ignored`,
      cause: /access denied|security violation/i.test(why)
        ? 'Secure Boot is on, and it is not signed by a key that the firmware trusts'
        : why,
      cure: 'sign it with "bootwright addon sign", by a key in db; "bootwright addon verify --db CERT" checks it',
    }),
  },
  {
    code: 'addon-ignored',
    by: 'stub',
    pattern: /(?:\.uname mismatch between (\S+) and UKI|(\S+\.efi) is a UKI, not an addon), ignoring/,
    explain: ([, other, image]) => ({
      what: `the addon ${other ?? image ?? ''} was ignored`,
      cause: other === undefined ? 'it has a kernel of its own' : 'it is for another kernel release (.uname)',
      cure: 'build the addon again with "bootwright addon build"',
    }),
  },
  {
    code: 'credentials-rejected',
    by: 'system',
    pattern: /(?:^|\s)([\w@.\\-]+\.service): Failed at step CREDENTIALS\b|status=243\/CREDENTIALS/,
    explain: ([, unit]) => ({
      what: `services did not start, since their credentials were rejected${unit === undefined ? '' : ` (${unit})`}`,
      cause:
        'a credential cannot be decrypted: with Secure Boot and a TPM, systemd rejects those with the null key, such as in /loader/credentials on the ESP',
      cure: 'remove them, and give the credentials in a signed addon: "bootwright addon build --credential NAME=FILE"',
    }),
  },
  {
    code: 'read-only-etc',
    by: 'system',
    pattern: /(\/etc\/[^\s:]+)[^:]*: Read-only file system$/,
    explain: ([, file = '']) => ({
      what: `/etc is mounted read-only (${file})`,
      cause: 'the kernel command line has no rw, so that the root file system of the deployment is read-only',
      cure: 'build rw into the unified kernel image, or add it by an addon: "bootwright addon build --kernel-args rw"',
    }),
  },
];

/** What a console says, line by line. */
export interface FindingsReader {
  add(line: string): void;
  /** Each kind of finding once, or of addons once for each, in the order of the console; at most 20. */
  found(): readonly ConsoleFinding[];
}

/** The findings of all lines of a console, as of `findingsReader`. */
export function consoleFindings(lines: readonly string[]): readonly ConsoleFinding[] {
  const reader = findingsReader();
  for (const line of lines) reader.add(line);
  return reader.found();
}

/** Starts with an empty console. */
export function findingsReader(): FindingsReader {
  const found = new Map<string, ConsoleFinding>();
  let stage: BootStage = 'nothing';
  return {
    add: (given) => {
      const line = given.slice(0, keptWidth);
      // A machine that starts again has another stub.
      if (isRestart(line)) stage = 'nothing';
      stage = stageAfter(stage, line);
      if (found.size >= mostFindings || isStatusLine(line)) return;
      const by = isBeforeKernel(stage) ? 'stub' : 'system';
      for (const sign of signs) {
        const match = sign.by !== by || found.has(sign.code) ? null : sign.pattern.exec(line);
        if (match === null) continue;
        const finding = { code: sign.code, ...sign.explain(match), line };
        const key = sign.code === 'addon-ignored' ? finding.what : sign.code;
        if (!found.has(key)) found.set(key, finding);
      }
    },
    found: () => [...found.values()],
  };
}
