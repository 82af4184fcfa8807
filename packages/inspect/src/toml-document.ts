import { locate } from '@bootwright/blueprint';
import type { Reading } from '@bootwright/core';
import { Fault, throwFaults } from '@bootwright/core';
import { parse, TomlError } from 'smol-toml';
import type { TreeText } from './read-from-tree.ts';

/** Each costs a look through the text. */
const mostFaults = 20;

/**
 * Parses TOML 1.1 and hands its table to `read`, whose faults get line and column. Faults: `toml/syntax`, and those
 * that `read` puts into its reading, the first twenty.
 */
export function readToml<T>(source: TreeText, subject: string, read: (value: unknown, reading: Reading) => T): T {
  const at = { document: subject, file: source.file };
  const reading: Reading = { at, subject, faults: [] };
  const value = read(parseSyntax(source, subject), reading);
  throwFaults(reading.faults.slice(0, mostFaults).map((fault) => placed(fault, source.text)));
  return value;
}

function parseSyntax(source: TreeText, subject: string): unknown {
  try {
    return parse(source.text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [reason = ''] = cause.message.replace('Invalid TOML document: ', '').split('\n');
    throw new Fault('toml/syntax', `/${source.file} is no valid TOML: ${reason}`, {
      at: { document: subject, file: source.file, line: cause.line, column: cause.column },
      hint: 'bootc refuses the file too; mend it in the container image',
      cause,
    });
  }
}

function placed(fault: Fault, text: string): Fault {
  return fault.at === undefined ? fault : fault.with({ at: locate(fault.at, text, 'toml') });
}
