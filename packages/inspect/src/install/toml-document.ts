import { locateFaults, readTomlText } from '@bootwright/blueprint';
import { Fault, FaultList, type Position, positionAt, type Reading, throwFaults } from '@bootwright/core';
import type { TreeText } from '@bootwright/file-tree';
import { rejectedByTomlRs } from './toml-rs-values.ts';

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
  throwFaults(locateFaults(faults, { text: source.text, format: 'toml' }));
  return value;
}

export interface TomlFormat {
  /** Of fault codes. */
  readonly subject: string;
  readonly typeHint?: string;
}

function parseSyntax({ file, text }: TreeText, subject: string): unknown {
  const fault = (reason: string, place: Partial<Position>, cause?: unknown): Fault =>
    new Fault('toml/syntax', `the file is not valid TOML: ${reason}`, {
      at: { document: subject, file, ...place },
      hint: 'fix it: bootc rejects the file too',
      cause,
    });
  // One mark is left out as the text is decoded; toml-rs accepts no second one.
  if (text.startsWith('\uFEFF')) throw fault('it begins with two byte order marks', { line: 1, column: 1 });
  const reading = readTomlText(text, deepest);
  if (reading.kind !== 'value') throw fault(reading.problem, reading.place, reading.cause);
  const rejected = rejectedByTomlRs(text);
  if (rejected === undefined) return reading.value;
  throw fault(rejected.reason, positionAt(text, rejected.offset));
}

/** As deep as toml-rs goes (its recursion limit). */
const deepest = 80;
