import {
  type DebugNamespace,
  debugNamespaces,
  installDebugLog,
  type Notice,
  parseDebugSetting,
} from '@bootwright/core';
import type { Host } from './host.ts';

/** What BOOTWRIGHT_DEBUG writes, as help and documents have it. */
export const debugMeanings: Readonly<Record<DebugNamespace, string>> = {
  engine: 'commands of podman, Docker and skopeo',
  osbuild: 'commands of osbuild, and the records of its monitor',
  qemu: 'commands of QEMU and swtpm, and the monitor of QEMU',
  registry: 'requests to registries and their responses, and credential helpers',
};

/** A host whose commands are written to standard error where BOOTWRIGHT_DEBUG names them. */
export interface DebuggedHost {
  readonly host: Host;
  readonly notices: readonly Notice[];
  /** Ends the writing. */
  end(): void;
}

/** Reads BOOTWRIGHT_DEBUG. With `json` each line is a JSON object. A name that is not a namespace is a notice. */
export function debuggedHost(host: Host, json: boolean): DebuggedHost {
  const { namespaces, unknown } = parseDebugSetting(host.environment.BOOTWRIGHT_DEBUG ?? '');
  const notices = unknown.map((name) => ({
    code: 'usage/debug',
    message: `Expected a namespace in BOOTWRIGHT_DEBUG, got ${JSON.stringify(name)}`,
    hint: `use ${debugNamespaces.join(', ')}, or all; separate several with commas`,
  }));
  if (namespaces.length === 0) return { host, notices, end: () => undefined };
  const end = installDebugLog(namespaces, (line) => {
    // Where standard error is closed, a later write of the command fails as well.
    host.stderr.write(`${json ? JSON.stringify({ level: 'debug', message: line }) : line}\n`).catch(() => undefined);
  });
  const commandRunner: Host['commandRunner'] = async (environment) =>
    (await import('@bootwright/process')).debuggedRunner(await host.commandRunner(environment));
  return { host: { ...host, commandRunner }, notices, end };
}
