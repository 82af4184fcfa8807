import {
  type BootedMachine,
  consoleFindings,
  diagnoseLines,
  explainVerdict,
  faultOfVerdict,
  recordedLines,
} from '@bootwright/boot-diagnosis';
import { shownLine, withSnakeCaseKeys } from '@bootwright/core';
import { encodeJson } from '../files/encode-json.ts';
import type { Look } from '../terminal/look.ts';
import { type BootReport, describeFault, renderConsoleFindings } from './boot-report.ts';

/** The diagnosis of a recorded console; without a fault where it booted. */
export type ConsoleReport = Pick<BootReport, 'verdict' | 'explanation' | 'consoleFindings' | 'fault'>;

/** How many of the last lines a fault shows. */
const shownLines = 12;

export function consoleReport(bytes: Uint8Array, machine: BootedMachine): ConsoleReport {
  const lines = recordedLines(bytes);
  const verdict = diagnoseLines(lines);
  return {
    verdict,
    explanation: explainVerdict(verdict, machine.architecture, machine.medium),
    consoleFindings: consoleFindings(lines),
    ...(verdict.kind !== 'booted' && { fault: faultOfVerdict(verdict, machine, lines.slice(-shownLines)) }),
  };
}

/** The report as JSON, with the keys that the report of a boot has as well. */
export function encodeConsoleReport({ fault, ...report }: ConsoleReport): string {
  return encodeJson(withSnakeCaseKeys({ ok: fault === undefined, ...report, ...describeFault(fault) }));
}

/** The report as text; a fault is reported separately. */
export function renderConsoleReport(report: ConsoleReport, look: Look): string {
  const { explanation, fault } = report;
  const what = shownLine(explanation.what);
  const word = fault === undefined ? look.style.strong(what) : look.style.error(what);
  return `${word}\n${renderConsoleFindings(report.consoleFindings, look)}`;
}
