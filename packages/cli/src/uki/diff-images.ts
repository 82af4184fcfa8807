import { withSnakeCaseKeys } from '@bootwright/core';
import { comparePolicies, type PolicyChange } from '@bootwright/uki';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { doubtLine } from './doubt-line.ts';
import { measuredOperand } from './measured-operand.ts';
import type { UkiGiven } from './uki-options.ts';

/** Prints which TPM policies of an image open with another. */
export async function diffImages(
  [first, second]: readonly [string, string],
  given: UkiGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const before = await measuredOperand(first, given, context);
  const after = await measuredOperand(second, given, context);
  const policies = comparePolicies(before, after);
  const doubts = [...new Set([...before.doubts, ...after.doubts])];
  await host.stdout.write(
    json
      ? encodeJson(withSnakeCaseKeys({ policies, doubts }))
      : [...policies.map(textOf), ...doubts.map(doubtLine)].join(''),
  );
  return policies.every(({ opens }) => opens) ? exitStatus.done : exitStatus.differences;
}

function textOf({ policy, opens, why }: PolicyChange): string {
  return `${policy}: ${opens ? 'still opens' : 'no longer opens'}, ${why}\n`;
}
