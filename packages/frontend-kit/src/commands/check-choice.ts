import { parseSeed } from '@bootwright/build-request';
import { parseRegistryName } from '@bootwright/container-facts';
import { Fault, type Location, type Notice, pushAll } from '@bootwright/core';
import { findImageType, type ImageType, isInstalled, isoArchitecture, resolveImageType } from '@bootwright/image-types';
import type { Findings } from '../checks/findings.ts';
import { imageTypeChoice } from '../types/image-type-choice.ts';
import type { BuildChoice } from './build-choice.ts';

/** A choice of which the image types are known. */
export interface CheckedChoice extends Findings {
  readonly types: readonly ImageType[];
}

const placeOf = (key: keyof BuildChoice, ...steps: (string | number)[]): Location => ({
  document: 'build',
  path: [key, ...steps],
});

/** What is wrong with a choice whatever builds it. */
export function checkChoice(choice: BuildChoice): CheckedChoice {
  const faults: Fault[] = [];
  const add = (code: string, message: string, at: Location, hint: string) =>
    faults.push(new Fault(code, message, { at, hint }));
  const types = choice.imageTypes.flatMap((name, index): readonly ImageType[] => {
    const at = placeOf('imageTypes', index);
    const found = attempt(faults, at, () => findImageType(name, at));
    if (found === undefined) return [];
    attempt(faults, at, () => checkArchitecture(found, choice, at));
    return [found];
  });
  if (choice.imageTypes.length === 0) {
    add('command/missing', 'no image type is chosen', placeOf('imageTypes'), 'choose one');
  }
  for (const key of ['image', 'buildImage', 'payload', 'builderImage'] as const) {
    const name = choice[key];
    if (name !== undefined) attempt(faults, placeOf(key), () => parseRegistryName(name));
  }
  for (const key of ['outputDirectory', 'blueprint', 'cache', 'storage'] as const)
    pushAll(faults, argumentFault(choice[key], 'a path', key));
  const { amazon } = choice;
  for (const key of ['imageName', 'bucket', 'region'] as const)
    pushAll(faults, argumentFault(amazon?.[key], 'a name', 'amazon', key));
  pushAll(faults, argumentFault(amazon?.credentials, 'a path', 'amazon', 'credentials'));
  const { seed, blueprint, owner } = choice;
  if (seed !== undefined) attempt(faults, placeOf('seed'), () => parseSeed(seed, placeOf('seed')));
  if (blueprint !== undefined && !/\.(?:toml|json)$/.test(blueprint)) {
    const hint = 'name the file NAME.toml or NAME.json';
    add('command/blueprint', 'builders read blueprints of TOML and JSON alone', placeOf('blueprint'), hint);
  }
  for (const [key, id] of Object.entries(owner ?? {})) {
    if (Number.isInteger(id) && id >= 0 && id < 2 ** 32 - 1) continue;
    const hint = 'give the number of a user or group, such as 1000';
    add('command/owner', `${id} is not the number of an account`, placeOf('owner', key), hint);
  }
  return { types, faults, notices: payloadNotices(choice, types, faults) };
}

function checkArchitecture(type: ImageType, { architecture }: BuildChoice, at: Location): void {
  if (architecture === undefined) return;
  if (isInstalled(type)) resolveImageType(type, { architecture, filesystem: 'ext4' }, at);
  else isoArchitecture(type, architecture, at);
}

/** A fault where a payload is missing, a notice where none is used. */
function payloadNotices({ payload }: BuildChoice, types: readonly ImageType[], faults: Fault[]): readonly Notice[] {
  const uses = types.map(({ name }) => imageTypeChoice(name).payload);
  const needing = uses.indexOf('required');
  if (payload === undefined && needing >= 0) {
    const message = `image type "${types[needing]?.name}" installs another container, and none is chosen`;
    const hint = 'choose the container to install';
    faults.push(new Fault('command/payload', message, { at: placeOf('payload'), hint }));
  }
  if (payload === undefined || types.length === 0 || uses.some((use) => use !== 'none')) return [];
  const message = 'the payload has no effect: only ISOs that are made of a container have one';
  return [{ code: 'command/no-effect', message, at: placeOf('payload'), hint: 'leave it out' }];
}

/** Arguments end at a NUL, and one that begins with a dash is an option. */
function argumentFault(
  word: string | undefined,
  noun: string,
  ...place: [keyof BuildChoice, ...string[]]
): readonly Fault[] {
  if (word === undefined || (word !== '' && !word.includes('\0') && !word.startsWith('-'))) return [];
  const message = `${JSON.stringify(word)} is not ${noun} that a command takes`;
  const hint = noun === 'a path' ? 'give an absolute path' : 'give a name of letters, digits and dots';
  return [new Fault('command/path', message, { at: placeOf(...place), hint })];
}

/** The result, or its faults added with a place. */
function attempt<T>(faults: Fault[], at: Location, get: () => T): T | undefined {
  try {
    return get();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    for (const fault of error.all()) faults.push(fault.with({ at }));
    return undefined;
  }
}
