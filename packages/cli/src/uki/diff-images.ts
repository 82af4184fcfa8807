import { withSnakeCaseKeys } from '@bootwright/core';
import { comparePolicies, measureImage, type PolicyChange } from '@bootwright/uki';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { withProgram } from './with-program.ts';

/** Prints which TPM policies of an image open with another. */
export async function diffImages(first: string, second: string, { host, json }: CommandContext): Promise<ExitStatus> {
  const [before, after] = await host.computing(() =>
    [first, second].map((file) => withProgram(file, host, measureImage)),
  );
  const policies = before === undefined || after === undefined ? [] : comparePolicies(before, after);
  await host.stdout.write(json ? encodeJson(withSnakeCaseKeys({ policies })) : policies.map(textOf).join(''));
  return policies.every(({ opens }) => opens) ? exitStatus.done : exitStatus.differences;
}

function textOf({ policy, opens, why }: PolicyChange): string {
  return `${policy}: ${opens ? 'still opens' : 'no longer opens'}, ${why}\n`;
}
