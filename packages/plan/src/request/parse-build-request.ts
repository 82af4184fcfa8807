import { type Blueprint, parseBlueprintValue } from '@bootwright/blueprint';
import { type ContainerInfo, parseContainerInfo } from '@bootwright/container-facts';
import {
  bytes,
  defined,
  Fault,
  FaultList,
  type Location,
  type Notice,
  type Reading,
  StrictRecord,
  throwFaults,
} from '@bootwright/core';
import { ignoredOptions, noteIgnoredOptions } from '../customizations/ignored-options.ts';
import type { Profile } from '../profile/profile.ts';
import type { BuildOptions, BuildRequest, Subscription } from './build-request.ts';
import { parseSeed } from './parse-seed.ts';

const requestKeys = ['name', 'container', 'build_container', 'image_type', 'options', 'blueprint', 'seed', 'tree'];
const optionKeys = ['size', 'bootc', 'subscription', ...ignoredOptions.keys()];
const bootcKeys = ['installer_payload_ref', 'omit_default_kernel_args', 'use_remote_container_source'];
const subscriptionKeys = [
  ...['organization', 'activation_key', 'server_url', 'base_url', 'insights', 'rhc', 'proxy'],
  ...['template_name', 'template_uuid', 'patch_url', 'content_sets'],
];

/** What a request leaves open. */
export interface RequestDefaults {
  readonly profile: Profile;
  /** Where the request stands; paths of faults begin there. */
  readonly at?: Location;
  /** The container's facts, where they were read elsewhere: the request's own `container` is then not parsed. */
  readonly container?: ContainerInfo;
}

export interface ParsedRequest {
  readonly request: BuildRequest;
  readonly notices: readonly Notice[];
}

/**
 * One request as JSON: `{ name, container, build_container, image_type, options, blueprint, seed }`, all but `container`
 * and `image_type` optional; the seed is 0 by default. Throws a `Fault` with every fault of the request (`request/…`,
 * `container/…`, `blueprint/…`).
 */
export function parseBuildRequest(value: unknown, defaults: RequestDefaults): ParsedRequest {
  const at = defaults.at ?? { document: 'request' };
  const faults = new FaultList();
  const notices: Notice[] = [];
  const reading: Reading = { at, subject: 'request', faults, notices };
  const fields = StrictRecord.of(value, requestKeys, reading);
  if (fields === undefined) throw faults.joined();

  const container =
    defaults.container ?? readContainer(fields.raw('container'), fields.under('container'), notices, true);
  const buildContainer = readContainer(fields.raw('build_container'), fields.under('build_container'), notices, false);
  const name = fields.string('name');
  const imageType = required(fields.string('image_type'), fields.under('image_type'));
  const options = readOptions(fields);
  const blueprint = readBlueprint(fields.raw('blueprint'), fields.under('blueprint'));
  const seed = collect(faults, () => parseSeed(fields.raw('seed') ?? 0, fields.under('seed').at));
  throwFaults(faults);
  if (container === undefined || imageType === undefined || blueprint === undefined || seed === undefined) {
    throw new Error('a request without faults is complete');
  }

  const request: BuildRequest = {
    ...defined({ name }),
    container,
    ...defined({ buildContainer }),
    imageType,
    options,
    blueprint,
    blueprintAt: fields.under('blueprint').at,
    seed,
    profile: defaults.profile,
  };
  return { request, notices };
}

function readContainer(
  value: unknown,
  reading: Reading,
  notices: Notice[],
  needed: boolean,
): ContainerInfo | undefined {
  if (value === undefined) {
    if (needed) required(value, reading);
    return undefined;
  }
  const parsed = collect(reading.faults, () => parseContainerInfo(value, reading.at));
  if (parsed !== undefined) for (const notice of parsed.notices) notices.push(notice);
  return parsed?.info;
}

function readBlueprint(value: unknown, reading: Reading): Blueprint | undefined {
  return collect(reading.faults, () => parseBlueprintValue(value ?? {}, reading.at));
}

function readOptions(fields: StrictRecord): BuildOptions {
  const options = fields.record('options', optionKeys);
  const bootc = options?.record('bootc', bootcKeys);
  const size = options?.integer('size');
  const installerPayload = bootc?.string('installer_payload_ref');
  const subscription = options?.record('subscription', subscriptionKeys);
  if (options !== undefined) noteIgnoredOptions(options);
  return {
    ...(size === undefined ? {} : { size: bytes(size) }),
    remoteSource: bootc?.boolean('use_remote_container_source') ?? false,
    omitDefaultKernelArguments: bootc?.boolean('omit_default_kernel_args') ?? false,
    ...defined({ installerPayload }),
    ...(subscription === undefined ? {} : { subscription: readSubscription(subscription) }),
  };
}

function readSubscription(fields: StrictRecord): Subscription {
  return {
    organization: fields.string('organization') ?? '',
    activationKey: fields.string('activation_key') ?? '',
    serverUrl: fields.string('server_url') ?? '',
    baseUrl: fields.string('base_url') ?? '',
    insights: fields.boolean('insights') ?? false,
    rhc: fields.boolean('rhc') ?? false,
    proxy: fields.string('proxy') ?? '',
    templateName: fields.string('template_name') ?? '',
    templateUuid: fields.string('template_uuid') ?? '',
    patchUrl: fields.string('patch_url') ?? '',
    contentSets: fields.strings('content_sets') ?? [],
  };
}

function required<T>(value: T | undefined, reading: Reading): T | undefined {
  if (value === undefined && !reading.faults.some((fault) => fault.at?.path?.join() === reading.at.path?.join())) {
    const key = reading.at.path?.at(-1);
    reading.faults.push(
      new Fault('request/missing', `the request has no "${key}"`, { at: reading.at, hint: `give "${key}"` }),
    );
  }
  return value;
}

/** The result, or its faults added to `faults`. */
function collect<T>(faults: FaultList, parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.pushAll(error.all());
    return undefined;
  }
}
