import { locateAll, tomlExcess } from '@bootwright/blueprint';
import type { Location, Reading } from '@bootwright/core';
import { defined, Fault, FaultList, throwFaults } from '@bootwright/core';
import type { TreeText } from '@bootwright/file-tree';
import { parse, TomlError } from 'smol-toml';
import { type RejectedToken, rejectedByTomlRs } from './toml-rs-values.ts';

/**
 * Parses TOML 1.1 and hands its table to `read`, whose faults get line and column. Faults: `toml/syntax`, and those
 * that `read` puts into its reading; those about the type of a value get the hint of `format`, where it has one.
 */
export function readToml<T>(source: TreeText, format: TomlFormat, read: (value: unknown, reading: Reading) => T): T {
  const { subject, typeHint } = format;
  const at = { document: subject, file: source.file };
  const reading: Reading = { at, subject, faults: new FaultList() };
  const value = read(parseSyntax(source, subject), reading);
  const faults = [...reading.faults].map((fault) =>
    typeHint === undefined || fault.code !== `${subject}/type` ? fault : fault.with({ hint: typeHint }),
  );
  throwFaults(placed(faults, source.text));
  return value;
}

/** What a document is. */
export interface TomlFormat {
  /** Of fault codes. */
  readonly subject: string;
  readonly typeHint?: string;
}

function parseSyntax(source: TreeText, subject: string): unknown {
  if (source.text.startsWith('\uFEFF')) {
    // One mark is left out as the text is decoded; toml-rs accepts no second one.
    throw syntaxFault(source, 'it begins with two byte order marks', { document: subject, line: 1, column: 1 });
  }
  const excess = tomlExcess(source.text);
  if (excess !== undefined) throw rejection(source, subject, excess);
  const value = parsed(source, subject);
  const rejected = rejectedByTomlRs(source.text);
  if (rejected === undefined) return value;
  throw rejection(source, subject, rejected);
}

function rejection(source: TreeText, subject: string, rejected: RejectedToken): Fault {
  const lines = source.text.slice(0, rejected.offset).split('\n');
  const place = { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  return syntaxFault(source, rejected.reason, { document: subject, ...place });
}

function parsed(source: TreeText, subject: string): unknown {
  try {
    return parse(source.text, { integersAsBigInt: 'asNeeded', maxDepth: deepest });
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [reason = ''] = cause.message.replace('Invalid TOML document: ', '').split('\n');
    throw syntaxFault(source, reason, { document: subject, line: cause.line, column: cause.column, cause });
  }
}

function syntaxFault({ file }: TreeText, reason: string, { cause, ...at }: Location & { cause?: unknown }): Fault {
  return new Fault('toml/syntax', `/${file} is not valid TOML: ${reason}`, {
    at: { ...at, file },
    hint: 'fix it in the container image: bootc rejects the file too',
    ...defined({ cause }),
  });
}

/** As deep as toml-rs goes (its recursion limit). */
const deepest = 80;

/** The faults with their places in the text, which is searched once for all of them. */
function placed(faults: readonly Fault[], text: string): readonly Fault[] {
  const places = locateAll(
    faults.map(({ at = {} }) => at),
    text,
    'toml',
  );
  return faults.map((fault, index) => fault.with({ at: places[index] ?? {} }));
}
