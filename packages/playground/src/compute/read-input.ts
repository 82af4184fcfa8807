import { type Blueprint, examineBlueprint, parseBlueprint } from '@bootwright/blueprint';
import { type BuildRequest, parseBuildRequestValue } from '@bootwright/build-request';
import { type ContainerInfo, parseContainerInfo } from '@bootwright/container-facts';
import { defined, Fault, isObject, type Notice, pushAll, readJsonText } from '@bootwright/core';
import { parseDiskDefinition } from '@bootwright/disk';
import type { PlaygroundInput } from '../inputs/playground-input.ts';

/** What the texts say, as far as they can be read. */
export interface ReadInput {
  readonly container?: ContainerInfo;
  readonly blueprint?: Blueprint;
  /** Absent where a fault prevents it. */
  readonly request?: BuildRequest;
  readonly faults: readonly Fault[];
  readonly notices: readonly Notice[];
}

/** Reads all texts, so that the faults of each are known at once. */
export function readInput(input: PlaygroundInput): ReadInput {
  const faults: Fault[] = [];
  const notices: Notice[] = [];
  const collect = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      pushAll(faults, error.all());
      return undefined;
    }
  };
  const blueprint = collect(() => readBlueprint(input.texts.blueprint));
  const disk = collect(() => readDisk(input.texts['disk.yaml']));
  const parsed = collect(() => readFacts(input.texts.container));
  const isDiskSound = disk !== undefined || input.texts['disk.yaml'].trim() === '';
  const container = parsed === undefined ? undefined : withChoices(parsed.info, input, disk);
  pushAll(notices, parsed?.notices ?? []);
  if (container === undefined || blueprint === undefined || !isDiskSound) {
    return { faults, notices, ...(container && { container }), ...(blueprint && { blueprint }) };
  }
  const request = collect(() => requestOf(input, container, blueprint));
  pushAll(notices, request?.notices ?? []);
  return { container, blueprint, faults, notices, ...(request && { request: request.request }) };
}

const blueprintAt = { document: 'blueprint' };

function readBlueprint(text: string): Blueprint {
  if (text.trim() === '') return {};
  const [first, ...related] = examineBlueprint(text, blueprintAt).faults;
  if (first !== undefined) throw first.with({ related });
  return parseBlueprint(text, blueprintAt);
}

function readDisk(text: string) {
  return text.trim() === '' ? undefined : parseDiskDefinition(text, { document: 'disk.yaml' });
}

function readFacts(text: string) {
  const at = { document: 'container' };
  if (text.trim() === '') {
    throw new Fault('request/json', 'the facts of the container are missing', {
      at: { ...at, line: 1, column: 1 },
      hint: 'drop an archive of the container on this page, or begin with an example',
    });
  }
  const read = readJsonText(text);
  if (read.kind === 'problem') {
    const { problem, line, column } = read;
    throw new Fault('request/json', `the facts are not valid JSON: ${problem}`, { at: { ...at, line, column } });
  }
  // What `bootwright inspect --format json` prints has the facts in a member of its own.
  const { value } = read;
  const isInspection = isObject(value) && isObject(value.container) && isObject(value.bootc);
  return parseContainerInfo(isInspection ? value.container : value, at);
}

function withChoices(
  info: ContainerInfo,
  { architecture, rootFilesystem, texts }: PlaygroundInput,
  disk: ReturnType<typeof readDisk>,
): ContainerInfo {
  return {
    ...info,
    ...defined({ architecture, defaultRootFs: rootFilesystem }),
    ...(disk && { os: { ...info.os, diskDefinition: { file: 'disk.yaml', text: texts['disk.yaml'], value: disk } } }),
  };
}

/** The request that the choices of the page amount to, for a container that was read. */
export function requestOf(input: PlaygroundInput, container: ContainerInfo, blueprint: Blueprint) {
  const { profile } = input;
  const given = { value: blueprint, at: blueprintAt };
  return parseBuildRequestValue(requestOptions(input), { profile, container, blueprint: given });
}

/** The container that an installer installs: some one, as the page knows no other. */
export const payloadOf = (imageType: string): string | undefined =>
  imageType === 'bootc-installer' ? 'registry.example.com/harbour/web:1' : undefined;

/** The members of a request that are not texts of their own. */
export function requestOptions({ imageType, deliver }: Pick<PlaygroundInput, 'imageType' | 'deliver'>) {
  const payload = payloadOf(imageType);
  const options = {
    ...(deliver === undefined ? {} : { sealed: { customizations: true, deliver } }),
    ...(payload === undefined ? {} : { bootc: { installer_payload_ref: payload } }),
  };
  return { image_type: imageType, seed: 0, ...(Object.keys(options).length === 0 ? {} : { options }) };
}
