import type { Notice } from '@bootwright/core';
import type { FactDifference } from '@bootwright/inspect';

/** One notice for each fact that differs between the files and the programs of a container. */
export function differenceNotices(differences: readonly FactDifference[]): readonly Notice[] {
  return differences.map((difference) => ({
    code: 'inspect/difference',
    message: renderDifference(difference),
    hint: 'report it if the container is valid: both methods must give the same facts',
  }));
}

/** `os_info.kernel_info.version: "6.1" in the files, "6.2" from its programs`. */
export function renderDifference({ fact, read, asked }: FactDifference): string {
  return `${fact}: ${shown(read)} in the files, ${shown(asked)} from its programs`;
}

const most = 300;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
