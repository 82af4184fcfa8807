import { Fault } from '@bootwright/core';
import { imageTypes } from '@bootwright/image-types';
import type { CommandContext } from '../command.ts';
import { checkWithoutContainer } from '../container/needs-container.ts';
import { encodeType } from '../describe/encode-type.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { lookOf } from '../terminal/look.ts';
import { renderTable } from '../terminal/table.ts';
import type { ListGiven } from './list-options.ts';

/** Prints all image types, or which of them a container can become. */
export async function runList(
  operand: string | undefined,
  given: ListGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const isAlone = operand === undefined && given.root === undefined;
  if (isAlone) checkWithoutContainer(given, context.host.environment);
  await context.host.stdout.write(isAlone ? listTypes(given, context) : await listFor(operand, given, context));
  return exitStatus.done;
}

/** Name, file, architectures, and the architectures on which a sealed image boots. */
function listTypes({ arch }: ListGiven, { host, json }: CommandContext): string {
  const made = imageTypes.filter(({ architectures }) => arch === undefined || architectures.includes(arch));
  if (arch !== undefined && made.length === 0) {
    const known = [...new Set(imageTypes.flatMap(({ architectures }) => architectures))];
    throw new Fault('usage/value', `no image type exists for ${arch}`, {
      hint: `use one of ${known.join(', ')}`,
    });
  }
  const types = made.map(encodeType);
  if (json) return encodeJson(types);
  const rows = types.map((type) => [
    [type.name, ...type.aliases].join(', '),
    type.filename,
    type.architectures.join(' '),
    type.sealed_architectures.join(' '),
    type.summary,
  ]);
  const { style, width } = lookOf(host.stdout);
  const titles = ['TYPE', 'FILE', 'ARCHITECTURES', 'SEALED ON', 'WHAT IT IS'];
  return renderTable([titles, ...rows], { width, heading: style.strong });
}

async function listFor(operand: string | undefined, given: ListGiven, context: CommandContext): Promise<string> {
  const { givenContainer } = await import('../container/container-reference.ts');
  const { ownName } = await import('@bootwright/inspect');
  const { readWithModules } = await import('../container/read-with-modules.ts');
  const { encodeVerdict, verdictOn } = await import('../describe/verdict.ts');
  const { renderVerdicts } = await import('./render-verdicts.ts');
  const { host, json } = context;
  const named = givenContainer(operand, given.root, context.host);
  const imgref = ownName(named.reference) ?? '';
  const container = await readWithModules(named, given, { imgref }, context);
  await context.report(container.notices);
  const { info } = container.inspection;
  const verdicts = imageTypes.map((type) => verdictOn(type, info, given.profile ?? 'reference'));
  if (json) {
    const types = verdicts.map((verdict) => ({ ...encodeType(verdict.type), ...encodeVerdict(verdict) }));
    return encodeJson(types);
  }
  return renderVerdicts(named, { info, verdicts }, lookOf(host.stdout));
}
