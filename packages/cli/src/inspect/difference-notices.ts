import type { Notice } from '@bootwright/core';
import type { FactDifference } from '@bootwright/inspect';

/** What reading and asking give differently, one notice for each fact. */
export function differenceNotices(differences: readonly FactDifference[]): readonly Notice[] {
  return differences.map((difference) => ({
    code: 'inspect/difference',
    message: renderDifference(difference),
    hint: 'report it if the container is sound: reading has to give what its programs say',
  }));
}

/** `os_info.kernel_info.version: "6.1" was read, "6.2" was asked for`. */
export function renderDifference({ fact, read, asked }: FactDifference): string {
  return `${fact}: ${shown(read)} when read, ${shown(asked)} when asked`;
}

const most = 300;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
