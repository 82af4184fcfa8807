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

/**
 * Parses the guest's report. A guest may write anything: lines that are not answers are skipped. Fault:
 * `boot/guest-report` where the report is incomplete.
 */
export function parseGuestReport(bytes: Uint8Array, checks: readonly GuestCheck[]): GuestReport {
  const text = framedReport(bytes);
  if (text === undefined) {
    throw new Fault('boot/guest-report', 'the guest did not send its report', {
      hint: 'use systemd 256 or later and the driver virtio_console in the guest, and wait for the report after the boot',
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
  if (base64 === undefined) return undefined;
  const text = Buffer.from(base64, 'base64').toString();
  const code = /\n(\d{1,3})$/.exec(text)?.[1];
  return code === undefined ? undefined : { code: Number(code), output: text.slice(0, -code.length - 1) };
}
