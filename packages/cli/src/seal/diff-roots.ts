import { compareRoots, type RootDifference } from '@bootwright/composefs';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { bootRoot } from './boot-root.ts';
import { differenceText, shownDifference } from './root-difference.ts';
import type { SealGiven } from './seal-options.ts';

/** Differences that are listed; what comes behind is counted. */
const mostListed = 1000;

/** Prints what differs in the roots of two containers, as far as their digests depend on it. */
export async function diffRoots(
  first: string,
  second: string,
  given: SealGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const before = await bootRoot(first, given, context);
  const after = await bootRoot(second, given, context);
  const differences: RootDifference[] = [];
  let count = 0;
  await host.computing(() => {
    for (const difference of compareRoots(before, after)) {
      count += 1;
      if (count <= mostListed) differences.push(shownDifference(difference));
    }
  });
  await host.stdout.write(json ? encodeJson({ count, differences }) : textOf(differences, count));
  return count === 0 ? exitStatus.done : exitStatus.differences;
}

function textOf(differences: readonly RootDifference[], count: number): string {
  if (count === 0) return 'no differences\n';
  const lines = differences.map((difference) => `${differenceText(difference)}\n`);
  const more = count > differences.length ? `and ${count - differences.length} more\n` : '';
  return `${lines.join('')}${more}`;
}
