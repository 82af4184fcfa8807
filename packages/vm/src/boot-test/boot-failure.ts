import { Fault, shownLine } from '@bootwright/core';
import type { Machine } from '../machine.ts';

/** How many of the last lines of the console a failure shows. */
const shownLines = 20;

/** What is known of a test that failed. */
export interface FailedTest {
  readonly error: unknown;
  readonly machine?: Pick<Machine, 'lines' | 'notices'>;
  /** The folder of the artefacts and the files in it. */
  readonly artefacts?: { readonly folder: string; readonly files: readonly string[] };
  /** Where the test is defined, for the failure of a boot, which has no line of the test. */
  readonly stack: string;
}

/** The error that vitest shows: code and hint of a fault, the last lines of the console, and where the rest is. */
export function bootFailure(failed: FailedTest): unknown {
  const { error } = failed;
  const details = failureDetails(failed);
  if (error instanceof Fault) {
    const shown = new Error(`${error.message} [${error.code}]\n${details}`);
    shown.name = error.name;
    shown.stack = `${shown.name}: ${shown.message}\n${callsOf(failed.stack)}`;
    return shown;
  }
  if (!(error instanceof Error)) return error;
  // The error stays the same one: vitest shows the two values of an assertion that differ.
  error.message = `${error.message}\n\n${details}`;
  return error;
}

function failureDetails({ error, machine, artefacts }: FailedTest): string {
  const hint = error instanceof Fault ? hintForTests(error.hint) : undefined;
  const lines = machine?.lines().slice(-shownLines) ?? [];
  // Faults about the boot quote the console, which is shown anyway.
  const quoted = error instanceof Fault ? error.quoted.filter((line) => !lines.includes(line)) : [];
  const notices = machine?.notices ?? [];
  return [
    ...(hint === undefined ? [] : [`  help: ${shownLine(hint)}`]),
    ...quoted.map(quotedLine),
    ...(lines.length === 0 ? [] : ['  last lines of the console:', ...lines.map(quotedLine)]),
    ...notices.map(({ code, message }) => `  note: ${shownLine(message)} [${code}]`),
    ...(artefacts === undefined ? [] : [`  artefacts: ${artefacts.folder}: ${artefacts.files.join(', ')}`]),
  ].join('\n');
}

function quotedLine(line: string): string {
  return `  | ${shownLine(line)}`;
}

/** The lines of a stack that name calls. */
function callsOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** Hints name options of the command. */
const wordsOfTests = [
  ['boot with --artefacts DIR', 'see the artefacts'],
  ['with --artefacts DIR', 'in the artefacts'],
  ['--timeout', 'the option timeout'],
] as const;

function hintForTests(hint: string | undefined): string | undefined {
  return wordsOfTests.reduce((text, [word, other]) => text?.replaceAll(word, other), hint);
}
