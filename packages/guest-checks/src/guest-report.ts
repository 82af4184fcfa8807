import { Fault } from '@bootwright/core';
import type { GuestCheck } from './guest-checks.ts';
import { framedReport } from './report-frame.ts';

/** The output of a check in the guest, and its exit code. */
export interface CheckOutput {
  readonly code: number;
  readonly output: string;
}

/** Outputs by the names of their checks. */
export type GuestReport = ReadonlyMap<string, CheckOutput>;

/** Whether the guest has sent its whole report. */
export function isReportComplete(bytes: Uint8Array): boolean {
  return framedReport(bytes) !== undefined;
}

/**
 * Parses the guest's report. A guest may write anything: lines that are not answers are skipped. Fault:
 * `boot/guest-report` where the report is incomplete.
 */
export function parseGuestReport(bytes: Uint8Array, checks: readonly GuestCheck[]): GuestReport {
  const text = framedReport(bytes);
  if (text === undefined) {
    throw new Fault('boot/guest-report', 'the guest did not send its report', {
      hint: 'wait until the script has ended; a virtual machine runs it with systemd 256 or later and the driver virtio_console',
    });
  }
  const report = new Map<string, CheckOutput>();
  for (const line of text.split('\n')) {
    const answer = /^\{"check":(\d{1,6}),"output":"([A-Za-z0-9+/=]*)"\}$/.exec(line);
    const name = checks[Number(answer?.[1])]?.name;
    const output = parseOutput(answer?.[2]);
    if (name !== undefined && output !== undefined && !report.has(name)) report.set(name, output);
  }
  return report;
}

function parseOutput(base64: string | undefined): CheckOutput | undefined {
  const text = base64 === undefined ? undefined : decoded(base64);
  const found = text === undefined ? null : /^(.*)\n(\d{1,3})$/s.exec(text);
  return found === null ? undefined : { code: Number(found[2]), output: found[1] ?? '' };
}

/** The text in base64; absent where it is not base64. */
function decoded(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
