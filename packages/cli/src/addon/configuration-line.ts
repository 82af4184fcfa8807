import { Fault, inside, type Location } from '@bootwright/core';

/**
 * A word of tmpfiles.d(5) or sysusers.d(5) in quotes, whose specifiers are escaped. A control character would begin another
 * line, and is the fault `addon/customization`.
 */
export function quotedWord(text: string, at: Location): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    throw new Fault('addon/customization', `${JSON.stringify(text)} contains a control character`, {
      at,
      hint: 'leave it out',
    });
  }
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`;
}

/** Permissions as octal digits. Fault: `addon/customization`. */
export function modeWord(mode: string, at: Location): string {
  if (/^[0-7]{3,4}$/.test(mode)) return mode;
  throw new Fault('addon/customization', `expected three or four octal digits, got ${JSON.stringify(mode)}`, {
    at: inside(at, 'mode'),
    hint: 'write it as "0644"',
  });
}

/** The line by which tmpfiles writes a file, whatever its bytes are. */
export function fileLine(
  path: string,
  content: string,
  {
    mode = '0644',
    user = 'root',
    group = 'root',
  }: { readonly mode?: string; readonly user?: string; readonly group?: string },
  at: Location,
): string {
  const words = [path, mode, user, group].map((word, index) =>
    index === 1 ? modeWord(word, at) : quotedWord(word, at),
  );
  return `f+~ ${words.join(' ')} - ${Buffer.from(content).toString('base64')}`;
}
