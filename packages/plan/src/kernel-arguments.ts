import { inside, type Location } from '@bootwright/core';
import type { Counsel } from './counsel.ts';
import type { CustomizationFacts } from './customization-facts.ts';

/** The image type's kernel arguments and the blueprint's, as far as the boot plan allows any. */
export function kernelArguments(facts: CustomizationFacts, counsel: Counsel): readonly string[] {
  const { boot, options, customizations, at } = facts;
  const append = customizations.kernel?.append ?? '';
  const permission = boot.kernelArguments;
  if (permission.allowed) {
    noteArguments(append, inside(at, 'kernel', 'append'), counsel);
    const defaults = options.omitDefaultKernelArguments ? [] : facts.kernelArguments;
    return append === '' ? defaults : [...defaults, append];
  }
  if (append !== '') {
    counsel.note({
      code: `${permission.because}/kernel-arguments`,
      message: `the kernel arguments ${JSON.stringify(append)} are left out: ${permission.reason}`,
      at: inside(at, 'kernel', 'append'),
      hint: permission.instead,
    });
  }
  return [];
}

const itsOwn = 'bootc passes the one of the disk itself, and of two the later counts';

/** Arguments that bootc passes itself, and what happens where a blueprint has them as well. */
const bootcArguments: ReadonlyMap<string, string> = new Map([
  ['root', itsOwn],
  ['boot', itsOwn],
  ['rw', 'it is passed without being asked for'],
  ['ro', 'the root of a deployment is mounted writable, and protected by ostree or composefs'],
  ['ostree', 'bootc writes it for each deployment'],
  ['composefs', 'bootc writes it for each deployment'],
]);

function noteArguments(append: string, at: Location, counsel: Counsel): void {
  const note = (message: string, hint: string): void =>
    counsel.note({ code: 'blueprint/kernel-arguments', message, at, hint });
  if (/[\n\r]/.test(append)) {
    note('the kernel arguments have a line break, and a boot entry has one line for them', 'Write them on one line');
  }
  if ((append.match(/"/g)?.length ?? 0) % 2 === 1) {
    note('a double quote is not closed: the kernel takes all that follows for one value', 'Close the quote');
  }
  if (append.includes('\0')) note('no program can be given a NUL character', 'Remove it');
  const keys = new Set(append.split(/\s+/).map((argument) => argument.replace(/=.*$/s, '')));
  for (const key of keys) {
    const reason = bootcArguments.get(key);
    if (reason !== undefined) note(`the kernel argument ${JSON.stringify(key)}: ${reason}`, 'Remove it');
  }
}
