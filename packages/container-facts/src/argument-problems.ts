import { splitCommandLine } from '@bootwright/core';

/** Why an argument does not do what its writer means, and what to do. */
export interface ArgumentProblem {
  readonly message: string;
  readonly hint: string;
}

/** Where kernel arguments are added. */
export interface ArgumentUse {
  /** How bootc stores the deployment. */
  readonly storage: 'ostree' | 'composefs';
  /** Whether they become part of the signed command line of a UKI, to which bootc adds nothing. */
  readonly isSigned: boolean;
  /** Whether files of bootc's own packages have them too, so that passing one twice is not a mistake. */
  readonly isPackaged: boolean;
  /** Whether bootc passes root= and boot=, which empty mount specs of the install configuration leave out. */
  readonly isRootPassed: boolean;
  readonly isBootPassed: boolean;
}

/**
 * What is wrong with arguments that are added to those of bootc: words that bootc writes itself (bootc, `install.rs`:
 * those of the root first, then of the install configuration, of kargs.d and of the command), and quotes that the kernel
 * reads otherwise than a shell.
 */
export function argumentProblems(line: string, use: ArgumentUse): readonly ArgumentProblem[] {
  const words = splitCommandLine(line);
  const keys = new Set(words.map(keyOf));
  return [
    ...textProblems(line, words),
    ...[...keys].flatMap((key) => {
      const reason = reasonFor(key, use);
      return reason === undefined
        ? []
        : [{ message: `the kernel argument ${JSON.stringify(key)}: ${reason}`, hint: 'remove it' }];
    }),
  ];
}

/** The key of an argument. The kernel takes quotes around a value or a whole word (kernel-parameters.txt). */
export function keyOf(word: string): string {
  return word.replace(/^"/, '').replace(/=.*$/s, '').replace(/"$/, '');
}

function textProblems(line: string, words: readonly string[]): readonly ArgumentProblem[] {
  const problems: ArgumentProblem[] = [];
  if (/[\n\r]/.test(line)) {
    const message = 'the kernel arguments have a line break, and a boot entry has one line for them';
    problems.push({ message, hint: 'write them on one line' });
  }
  if ((line.match(/"/g)?.length ?? 0) % 2 === 1) {
    const message = 'a double quote is not closed: the kernel takes all that follows for one value';
    problems.push({ message, hint: 'close the quote' });
  }
  if (words.some(opensSingleQuote)) {
    const message = 'single quotes do not group words: the kernel splits them at the blanks and keeps the quotes';
    problems.push({ message, hint: 'use double quotes' });
  }
  if (line.includes('\0')) problems.push({ message: 'no program can be given a NUL character', hint: 'remove it' });
  return problems;
}

function opensSingleQuote(word: string): boolean {
  return !word.includes('"') && /^(?:[^'=]*=)?'/.test(word) && (word.match(/'/g)?.length ?? 0) % 2 === 1;
}

function reasonFor(
  key: string,
  { storage, isSigned, isPackaged, isRootPassed, isBootPassed }: ArgumentUse,
): string | undefined {
  switch (key) {
    case 'root':
      return isSigned || !isRootPassed
        ? undefined
        : 'bootc passes that of the disk, and this one comes later and replaces it';
    case 'boot':
      return isSigned || !isBootPassed
        ? undefined
        : 'bootc passes that of the disk where /boot is a file system of its own, and this one comes later';
    case 'rw':
      return isSigned || isPackaged ? undefined : 'it is passed without being asked for';
    case 'ro':
      return isSigned
        ? undefined
        : 'the root of a deployment is mounted writable, and protected by ostree or composefs';
    case 'ostree':
      return storage === 'ostree'
        ? 'bootc writes it for each deployment'
        : 'the deployment is stored with composefs, and nothing reads it';
    case 'composefs':
      return storage === 'ostree'
        ? 'the deployment is stored with ostree, and nothing reads it'
        : 'bootc writes it for each deployment, with the digest of its root';
    default:
      return undefined;
  }
}
