import { type Notice, shownName } from '@bootwright/core';
import { checkBlueprint } from '@bootwright/frontend-kit';
import { findImageType } from '@bootwright/image-types';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { readBlueprintText } from '../manifest/read-blueprint.ts';
import { located } from '../problems/locate.ts';
import { noticeOf } from '../problems/problem.ts';
import { styleOf } from '../terminal/colour.ts';
import type { ValidateGiven } from './validate-options.ts';

/** Checks a blueprint and reports every fault: as text on standard error, or as JSON on standard output. */
export async function runValidate(file: string, given: ValidateGiven, context: CommandContext): Promise<ExitStatus> {
  const { host, json, texts } = context;
  const named = given.type.flat().map((name) => findImageType(name));
  const { text, origin } = await readBlueprintText(file, context);
  const { sealed, profile = 'reference' } = given;
  const { faults, notices } = await host.computing(() =>
    checkBlueprint(text, { origin, sealed, profile, ...(named.length === 0 ? {} : { imageTypes: named }) }),
  );
  if (json) {
    const unlocated = [
      ...faults.map((fault) => ({ level: 'fault' as const, ...noticeOf(fault) })),
      ...notices.map((notice) => ({ level: 'notice' as const, ...noticeOf(notice) })),
    ];
    const problems = await located(unlocated, texts);
    await host.stdout.write(encodeJson({ valid: faults.length === 0, problems }));
  } else {
    await context.report([...faults, ...notices]);
    await host.stdout.write(summary(file, faults, notices, styleOf(host.stdout).strong));
  }
  return faults.length === 0 ? exitStatus.done : exitStatus.invalidInput;
}

function summary(
  file: string,
  faults: readonly Notice[],
  notices: readonly Notice[],
  strong: (text: string) => string,
): string {
  const name = file === '-' ? 'the blueprint' : shownName(file);
  const aside = notices.length === 0 ? '' : `, with ${counted(notices, 'notice')}`;
  return faults.length === 0
    ? `${name} is ${strong('valid')}${aside}\n`
    : `${name} has ${strong(counted(faults, 'fault'))}${aside}\n`;
}

/** The last entry of a capped list represents the omitted ones. */
function counted(problems: readonly Notice[], word: string): string {
  const isCapped = problems.at(-1)?.code.endsWith(`/more-${word}s`) === true;
  const count = isCapped ? `more than ${problems.length - 1}` : `${problems.length}`;
  return `${count} ${word}${problems.length === 1 ? '' : 's'}`;
}
