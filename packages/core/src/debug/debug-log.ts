import { shownLine } from '../text/shown-text.ts';

/** What can be watched, as BOOTWRIGHT_DEBUG names it: podman and Docker, osbuild, QEMU and swtpm, registries. */
export const debugNamespaces = ['engine', 'osbuild', 'qemu', 'registry'] as const;
export type DebugNamespace = (typeof debugNamespaces)[number];

/** The setting of BOOTWRIGHT_DEBUG: names with commas between them, or `all`. */
export interface DebugSetting {
  readonly namespaces: readonly DebugNamespace[];
  /** Names that nothing is known by. */
  readonly unknown: readonly string[];
}

export function parseDebugSetting(text: string): DebugSetting {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  return {
    namespaces: debugNamespaces.filter((known) => names.includes(known) || names.includes('all')),
    unknown: names.filter((name) => name !== 'all' && !debugNamespaces.some((known) => known === name)),
  };
}

/** Longer lines are cut. */
const longest = 4000;

interface DebugLog {
  readonly namespaces: readonly DebugNamespace[];
  readonly write: (line: string) => void;
}

/** One log of the process: what asks is deep below what knows the setting, and without one nothing is rendered. */
let installed: DebugLog | undefined;

/** Writes a line for each of these namespaces from now on; returns what ends that. Libraries write nothing by themselves. */
export function installDebugLog(namespaces: readonly DebugNamespace[], write: (line: string) => void): () => void {
  const before = installed;
  const log = { namespaces, write };
  installed = log;
  return () => {
    if (installed === log) installed = before;
  };
}

/**
 * Writes a line where one of `topics` is watched; `render` is called only then. Who renders masks credentials
 * (`maskUrl`, `maskHeaders`, `maskArguments`, `maskText`); here the line is made safe to show, and cut at 4,000 characters.
 */
export function debugLog(topics: DebugNamespace | readonly DebugNamespace[], render: () => string): void {
  const log = installed;
  const topic = [topics].flat().find((one) => log?.namespaces.includes(one));
  if (log === undefined || topic === undefined) return;
  const text = render();
  log.write(`debug ${topic}: ${shownLine(text.length > longest ? `${text.slice(0, longest)}…` : text)}`);
}
