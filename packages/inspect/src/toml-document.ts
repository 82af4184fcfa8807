import { locateAll } from '@bootwright/blueprint';
import type { Reading } from '@bootwright/core';
import { Fault, FaultList, throwFaults } from '@bootwright/core';
import { parse, TomlError } from 'smol-toml';
import type { TreeText } from './read-from-tree.ts';

/**
 * Parses TOML 1.1 and hands its table to `read`, whose faults get line and column. Faults: `toml/syntax`, and those
 * that `read` puts into its reading.
 */
export function readToml<T>(source: TreeText, subject: string, read: (value: unknown, reading: Reading) => T): T {
  const at = { document: subject, file: source.file };
  const reading: Reading = { at, subject, faults: new FaultList() };
  const value = read(parseSyntax(source, subject), reading);
  throwFaults(placed([...reading.faults], source.text));
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

/** The faults with their places in the text, which is searched once for all of them. */
function placed(faults: readonly Fault[], text: string): readonly Fault[] {
  const places = locateAll(
    faults.map(({ at = {} }) => at),
    text,
    'toml',
  );
  return faults.map((fault, index) => fault.with({ at: places[index] ?? {} }));
}
