import { isObject } from '@bootwright/core';
import type { Outcome } from '../outcome/outcome.ts';

/** What becomes of one customization of a sealed image. */
export interface SealedReach {
  /** The state of the deployment, the addon of the UKI, or nothing. */
  readonly channel: 'state' | 'addon' | 'none';
  /** What it is, with what carries it out; of one that does not reach the image, the reason. */
  readonly text: string;
}

/** Notices about customizations that do not reach a sealed image. */
const leftOut: readonly string[] = [
  'sealed/deployment-edit',
  'sealed/kernel-arguments',
  'sealed/not-mounted',
  'blueprint/unsupported',
  'profile/first-unsupported',
];

/** What reaches a sealed image and by which channel, then what does not; nothing where no customization is asked for. */
export function sealedReach(outcome: Outcome): readonly SealedReach[] {
  if (outcome.kind === 'fault') return [];
  const delivered = (outcome.channels ?? []).flatMap((one): readonly SealedReach[] =>
    one.channel === 'none' ? [] : [{ channel: one.channel, text: `${one.what}, by ${one.through}` }],
  );
  const missing = outcome.notices
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line): readonly SealedReach[] => {
      const notice: unknown = JSON.parse(line);
      if (!isObject(notice) || !leftOut.some((code) => code === notice.code)) return [];
      return [{ channel: 'none', text: `${notice.message}` }];
    });
  return [...delivered, ...missing];
}

/** Each as a line of text. */
export function reachLine({ channel, text }: SealedReach): string {
  return `${channel === 'none' ? 'nothing' : channel}: ${text}`;
}

/** Whether a line of the explanation of a change says what such a line says already. */
export function isSaidByReach(line: string): boolean {
  return leftOut.some((code) => line.startsWith(`notice: ${code}`));
}
