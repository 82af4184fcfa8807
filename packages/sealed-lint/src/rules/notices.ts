import { defined, type Notice } from '@bootwright/core';
import type { LintFinding, LintLevel } from '../lint-finding.ts';

/** What inspecting a container and planning its disk notes, as far as it is about seals. */
const levels: ReadonlyMap<string, LintLevel> = new Map([
  ['profile/sealed-root-type', 'error'],
  ['profile/sealed-root-subvolume', 'error'],
  ['profile/sealed-architecture', 'error'],
  ['sealed/no-verity', 'error'],
  ['sealed/root-subvolume', 'error'],
  ['sealed/several-roots', 'error'],
  ['unified-kernel/no-digest', 'error'],
  ['unified-kernel/unreadable', 'error'],
  ['unified-kernel/misplaced', 'error'],
  ['unified-kernel/several', 'error'],
  ['unified-kernel/signature', 'error'],
  ['unified-kernel/version', 'warning'],
  ['unified-kernel/read-only', 'warning'],
  ['unified-kernel/unseen-arguments', 'warning'],
]);

/** A difference of profiles has its own name as a rule. */
const names: ReadonlyMap<string, string> = new Map([
  ['profile/sealed-root-type', 'sealed/root-type'],
  ['profile/sealed-root-subvolume', 'sealed/root-subvolume'],
  ['profile/sealed-architecture', 'sealed/architecture'],
]);

/** What a notice says of its own way out is about requests; a rule is about the container and its disk. */
const cures: ReadonlyMap<string, string> = new Map([
  [
    'profile/sealed-root-type',
    'build it with --profile recommended, or give the root the Discoverable Partitions type of the architecture in disk.yaml (part_type)',
  ],
  [
    'profile/sealed-root-subvolume',
    'build it with --profile recommended, use ext4, or put rootflags=subvol= with its name into the command line of the UKI',
  ],
]);

/** Findings from notices: those of other codes are about something else. */
export function noticeFindings(notices: readonly Notice[]): readonly LintFinding[] {
  return notices.flatMap(({ code, message, at, hint }): readonly LintFinding[] => {
    const level = levels.get(code);
    if (level === undefined) return [];
    return [{ code: names.get(code) ?? code, level, message, ...defined({ at, hint: cures.get(code) ?? hint }) }];
  });
}
