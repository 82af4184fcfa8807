import { type Blueprint, parseBlueprintValue } from '@bootwright/blueprint';
import { type ContainerInfo, parseContainerInfo } from '@bootwright/container-facts';
import {
  defined,
  type Fault,
  FaultList,
  inside,
  isObject,
  type Location,
  type Notice,
  pushAll,
  throwFaults,
} from '@bootwright/core';
import { readBySchema } from '@bootwright/core/schemas';
import { findImageType } from '@bootwright/image-types';
import type { BuildRequest } from './build-request.ts';
import { checkContainer } from './checked-container.ts';
import type { Profile } from './profile.ts';
import { type BuildRequestInput, documentKeys, ignoredOptions, requestSchema } from './request-schema.ts';

/** What a request leaves open, and what was read elsewhere. */
export interface RequestDefaults {
  readonly profile: Profile;
  /** Where the request is; paths of faults begin there. Default: the document `request`. */
  readonly at?: Location;
  /** The facts of the container; the request's own `container` is then not read. */
  readonly container?: ContainerInfo;
  /** A blueprint with its place; the request's own `blueprint` is then not read. */
  readonly blueprint?: { readonly value: Blueprint; readonly at: Location };
}

export interface ParsedRequest {
  readonly request: BuildRequest;
  readonly notices: readonly Notice[];
}

/**
 * A request: `{ name, container, build_container, image_type, options, blueprint, seed }`, all but `container` and
 * `image_type` optional; the seed is 0 by default. Throws a `Fault` with every fault of the request (`request/…`,
 * `container/…`, `blueprint/…`, `image-type/…`, `architecture/…`).
 */
export function parseBuildRequest(request: BuildRequestInput, defaults: RequestDefaults): ParsedRequest {
  return parseBuildRequestValue(request, defaults);
}

/** The same for JSON of which nothing is known. */
export function parseBuildRequestValue(value: unknown, defaults: RequestDefaults): ParsedRequest {
  const { profile, at = { document: 'request' } } = defaults;
  const faults = new FaultList();
  const notices: Notice[] = [];
  const raw = isObject(value) ? value : {};
  const own = isObject(value) ? withoutDocuments(value, defaults) : value;
  const fields = readBySchema(requestSchema, own, { at, subject: 'request', faults, notices });
  noteIgnoredOptions(raw.options, inside(at, 'options'), notices);

  const containerFacts = (key: string): ContainerInfo | undefined => {
    const parsed = isGiven(raw[key]) ? faults.collect(() => parseContainerInfo(raw[key], inside(at, key))) : undefined;
    pushAll(notices, parsed?.notices ?? []);
    return parsed?.info;
  };
  const container = defaults.container ?? containerFacts('container');
  const buildContainer = containerFacts('build_container');
  const blueprintAt = defaults.blueprint?.at ?? inside(at, 'blueprint');
  const blueprint =
    defaults.blueprint?.value ?? faults.collect(() => parseBlueprintValue(raw.blueprint ?? {}, blueprintAt));
  const unfit = new FaultList();
  const type = raw.image_type;
  if (typeof type === 'string') unfit.collect(() => findImageType(type, inside(at, 'image_type')));
  if (container !== undefined) checkContainer({ container, ...defined({ buildContainer }) }, unfit);
  if (faults.length + unfit.length > 0) throwFaults([...inOrder(faults, raw, at), ...unfit]);
  if (fields === undefined || container === undefined || blueprint === undefined) {
    throw new Error('a request without faults is complete');
  }

  const { name, image_type: imageType, options, seed } = fields;
  const request: BuildRequest = {
    ...defined({ name }),
    container,
    ...defined({ buildContainer }),
    imageType,
    options,
    blueprint,
    blueprintAt,
    seed,
    profile,
  };
  return { request, notices };
}

/** Faults in the order of the keys of the request that they are in. */
function inOrder(faults: FaultList, request: object, at: Location): readonly Fault[] {
  const keys = new Map<unknown, number>(Object.keys(request).map((key, index) => [key, index]));
  const place = (fault: Fault): number => keys.get(fault.at?.path?.[at.path?.length ?? 0]) ?? keys.size;
  return [...faults].toSorted((one, other) => place(one) - place(other));
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** The request with a placeholder for each document in it that is read by itself. */
function withoutDocuments(value: Readonly<Record<string, unknown>>, { container }: RequestDefaults): unknown {
  const own: Record<string, unknown> = { ...value };
  for (const key of documentKeys) {
    if (isGiven(value[key]) || (key === 'container' && container !== undefined)) own[key] = {};
  }
  return own;
}

/** A notice `request/no-effect` for each option that is given and has no effect. */
function noteIgnoredOptions(options: unknown, at: Location, notices: Notice[]): void {
  if (!isObject(options)) return;
  for (const key of ignoredOptions.filter((name) => isGiven(options[name]))) {
    notices.push({
      code: 'request/no-effect',
      message: `the option ${JSON.stringify(key)} has no effect on images made of bootc containers`,
      at: inside(at, key),
      hint: 'remove the option',
    });
  }
}
