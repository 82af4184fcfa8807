import { Fault, inside, type Location } from '@bootwright/core';
import { inlineData } from '@bootwright/osbuild';

/**
 * A word of tmpfiles.d(5) or sysusers.d(5) in quotes, whose specifiers are escaped. A control character would begin another
 * line, and is the fault `addon/customization`.
 */
export function quotedWord(text: string, at: Location): string {
  return `"${withoutControls(text, at).replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`;
}

/** The same for a path that tmpfiles reads as a pattern of glob(7): it matches that path alone. */
export function quotedPattern(path: string, at: Location): string {
  return quotedWord(path.replace(/[\\*?[]/g, '\\$&'), at);
}

/** The value of a key of a unit, whose specifiers are escaped. Fault: `addon/customization` for a control character. */
export function unitValue(text: string, at: Location): string {
  return withoutControls(text, at).replaceAll('%', '%%');
}

function withoutControls(text: string, at: Location): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (!/[\u0000-\u001f\u007f]/.test(text)) return text;
  throw new Fault('addon/customization', `${JSON.stringify(text)} contains a control character`, {
    at,
    hint: 'leave it out',
  });
}

/** A value of a kernel argument: a blank or a quote would begin another one. Fault: `addon/customization`. */
export function argumentValue(text: string, at: Location): string {
  if (/^[!#-~]+$/.test(text)) return text;
  throw new Fault('addon/customization', `${JSON.stringify(text)} cannot be a value on the kernel command line`, {
    at,
    hint: 'use letters, digits, dots and dashes',
  });
}

/** Permissions as octal digits. Fault: `addon/customization`. */
export function modeWord(mode: string, at: Location): string {
  if (/^[0-7]{3,4}$/.test(mode)) return mode;
  throw new Fault('addon/customization', `expected three or four octal digits, got ${JSON.stringify(mode)}`, {
    at: inside(at, 'mode'),
    hint: 'write it as "0644"',
  });
}

/** What a file is made with. */
export interface FileOwner {
  readonly mode?: string;
  readonly user?: string;
  readonly group?: string;
}

/**
 * How tmpfiles writes a file whose bytes are in the line: `f+~` at each boot again, `f~` where it does not exist yet, so that
 * later changes stay.
 */
export type FileLineType = 'f+~' | 'f~';

/** The line by which tmpfiles writes a file, whatever its bytes are. */
export function fileLine(
  type: FileLineType,
  { path, text }: { readonly path: string; readonly text: string },
  { mode = '0644', user = 'root', group = 'root', at }: FileOwner & { readonly at: Location },
): string {
  const words = [quotedWord(path, at), modeWord(mode, at), quotedWord(user, at), quotedWord(group, at)];
  return `${type} ${words.join(' ')} - ${inlineData(text).item.data}`;
}

export const withLineFeed = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** The lines of a text, or nothing. */
export function linesOf(content: readonly string[]): string {
  return content.map((line) => `${line}\n`).join('');
}
