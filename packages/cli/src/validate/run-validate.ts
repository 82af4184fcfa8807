import { type Blueprint, checkBlueprint, unsupportedOptions } from '@bootwright/blueprint';
import { Fault, type Location, type Notice, renderPath } from '@bootwright/core';
import { findImageType } from '@bootwright/image-types';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { readBlueprint } from '../manifest/read-blueprint.ts';
import { located } from '../problems/locate.ts';
import { styleOf } from '../terminal/colour.ts';
import type { ValidateGiven } from './validate-options.ts';

/** Checks a blueprint: every fault is told of, on standard error for people, on standard output as JSON. */
export async function runValidate(file: string, given: ValidateGiven, context: CommandContext): Promise<ExitStatus> {
  const { host, json, texts } = context;
  const type = given.type === undefined ? undefined : findImageType(given.type);
  const { faults, notices } = await findings(file, type, context);
  if (json) {
    const told = [
      ...faults.map((fault) => ({ level: 'fault' as const, ...problemOf(fault) })),
      ...notices.map((notice) => ({ level: 'notice' as const, ...problemOf(notice) })),
    ];
    const problems = await Promise.all(told.map((problem) => located(problem, texts)));
    await host.stdout.write(`${JSON.stringify({ valid: faults.length === 0, problems }, null, 2)}\n`);
  } else {
    await context.report([...faults, ...notices]);
    await host.stdout.write(summary(file, faults.length, notices.length, styleOf(host.stdout).strong));
  }
  return faults.length === 0 ? exitStatus.done : exitStatus.invalidInput;
}

interface Findings {
  readonly faults: readonly Fault[];
  readonly notices: readonly Notice[];
}

async function findings(
  file: string,
  type: ReturnType<typeof findImageType> | undefined,
  context: CommandContext,
): Promise<Findings> {
  try {
    const { blueprint, at } = await readBlueprint(file, context);
    const notices = type === undefined ? [] : unsupported(blueprint, type.name, type.supportedOptions, at);
    return { faults: checkBlueprint(blueprint, at), notices };
  } catch (error) {
    if (!(error instanceof Fault) || !error.code.startsWith('blueprint/')) throw error;
    return { faults: error.all(), notices: [] };
  }
}

function unsupported(
  blueprint: Blueprint,
  type: string,
  supported: readonly string[],
  at: Location,
): readonly Notice[] {
  return unsupportedOptions(blueprint, supported).map((path) => ({
    code: 'blueprint/unsupported',
    message: `${renderPath(path)}: not supported by image type ${type}`,
    at: { ...at, path },
    hint: `"bootwright describe ${type}" lists the options that it honours`,
  }));
}

function problemOf({ code, message, at, hint }: Notice): Notice {
  return { code, message, ...(at === undefined ? {} : { at }), ...(hint === undefined ? {} : { hint }) };
}

function summary(file: string, faults: number, notices: number, strong: (text: string) => string): string {
  const name = file === '-' ? 'the blueprint' : file;
  const asides = notices === 0 ? '' : `, ${counted(notices, 'option')} not supported`;
  return faults === 0
    ? `${name} is ${strong('valid')}${asides}\n`
    : `${name} has ${strong(counted(faults, 'fault'))}${asides}\n`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
