import { defined, numberOf, objectOf, parsedJson, textOf } from '@bootwright/core';

/** What is known of a running virtual machine. */
export interface VmRecord {
  /** The path of the disk, ISO or network boot. */
  readonly image: string;
  readonly architecture: string;
  /** When it was started: a time of ISO 8601. */
  readonly since: string;
  /** Whether it can be used yet: `boot` has said what became of the boot. */
  readonly state: 'starting' | 'running';
  /** The port of this host that is forwarded to port 22 of the guest. */
  readonly sshPort?: number;
}

export function encodeVmRecord(record: VmRecord): string {
  return `${JSON.stringify(record)}\n`;
}

/** The longest record that is read, in bytes. */
export const longestRecord = 64 * 1024;

/** Absent for a text that is not a record. */
export function parseVmRecord(text: string): VmRecord | undefined {
  const found = objectOf(parsedJson(text));
  const { state } = found;
  const [image, architecture, since] = [textOf(found.image), textOf(found.architecture), textOf(found.since)];
  const sshPort = numberOf(found.sshPort);
  if (image === undefined || architecture === undefined || since === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(since)) return undefined;
  if (state !== 'starting' && state !== 'running') return undefined;
  if (sshPort !== undefined && !(Number.isInteger(sshPort) && sshPort >= 1 && sshPort <= 65_535)) return undefined;
  return { image, architecture, since, state, ...defined({ sshPort }) };
}
