import type { BuildRequest, RequestDefaults } from '@bootwright/build-request';
import { defined, isObject, type Location, type Notice } from '@bootwright/core';
import { findImageType } from '@bootwright/image-types';
import { checkArchitecture, ownName } from '@bootwright/inspect';
import type { CommandContext } from '../command.ts';
import { type NamedContainer, namedContainer } from '../container/container-reference.ts';
import { inspectFiles, readFiles } from '../container/read-container.ts';
import { needsModules, readWithModules } from '../container/read-with-modules.ts';
import { readText } from '../files/read-text.ts';
import { type ImageIdentity, imageIdentity } from '../request/container-resolver.ts';
import { parseRequestJson } from '../request/parse-request-json.ts';
import { readRequest } from '../request/read-request.ts';
import { withOptions } from '../request/request-of-options.ts';
import { type AddonMaker, makerOf, readSigning, readyAddon } from './addon-maker.ts';
import { readBuildContainer } from './build-container.ts';
import { checkOptions } from './check-options.ts';
import { type ManifestGiven, typesOf } from './manifest-options.ts';
import { readPayload } from './payload-identity.ts';
import { readBlueprint } from './read-blueprint.ts';

/** A request that is complete. */
export interface GatheredRequest {
  readonly request: BuildRequest;
  readonly notices: readonly Notice[];
  /** Of the images that were read, by reference. */
  readonly identities: ReadonlyMap<string, ImageIdentity>;
  /** What makes addons of sealed images. */
  readonly addons: AddonMaker;
  /** Whether nobody gave a seed. */
  readonly drawnSeed: boolean;
}

/**
 * The request that the options amount to: what they say themselves, over an image or over --request, and only then read
 * as a whole, so that all its faults are reported together.
 */
export async function gatherRequest(
  operand: string | undefined,
  given: ManifestGiven,
  context: CommandContext,
): Promise<GatheredRequest> {
  const { host } = context;
  const named = namedContainer(operand, given.root, host);
  checkOptions(named, given);
  // Before the container, which may need an engine, a registry and minutes.
  const blueprint = given.blueprint === undefined ? undefined : await readBlueprint(given.blueprint, context);
  const base =
    named === undefined ? await requestFile(given.request ?? '', context) : await readImage(named, given, context);
  const drawnSeed = given.seed === undefined && !(isObject(base.value) && 'seed' in base.value);
  const addon = await readyAddon(given, context);
  const options = { ...given, ...(drawnSeed ? { seed: host.freshSeed() } : {}) };
  const value = withOptions(base.value, options, addon);
  const { profile = 'reference' } = given;
  const { at, container } = base;
  const parsed = await host.computing(() =>
    readRequest(value, { profile, at, ...defined({ container, blueprint: blueprint ?? base.blueprint }) }),
  );
  checkArchitecture(given.arch, parsed.request.container.architecture, {
    code: 'request/architecture',
    at: { document: 'container', path: ['arch'] },
    cure: 'use a container',
  });
  const built = await readBuildContainer(parsed.request, given, context);
  // A directory or a request has no place from which its neighbours could be read.
  const isImage = named !== undefined && named.reference.transport !== 'dir';
  const payload = isImage ? await readPayload(parsed.request, given, context) : undefined;
  const identities = new Map<string, ImageIdentity>();
  if (payload !== undefined) identities.set(payload.imgref, payload.identity);
  if (built !== undefined) identities.set(built.container.imgref, built.identity);
  identities.set(parsed.request.container.imgref, base.identity);
  return {
    request: { ...parsed.request, ...defined({ buildContainer: built?.container ?? parsed.request.buildContainer }) },
    notices: [...base.notices, ...parsed.notices, ...(built?.notices ?? []), ...(payload?.notices ?? [])],
    identities,
    addons: makerOf(await readSigning(given, context)),
    drawnSeed,
  };
}

/** A request before the options are put over it. */
interface Base extends Pick<RequestDefaults, 'container' | 'blueprint'> {
  readonly value: unknown;
  readonly at: Location;
  readonly notices: readonly Notice[];
  readonly identity: ImageIdentity;
}

async function readImage(named: NamedContainer, given: ManifestGiven, context: CommandContext): Promise<Base> {
  const identity = { imgref: given.ref ?? ownName(named.reference) ?? '', ...defined({ imageId: given.imageId }) };
  const { inspection, facts, notices } = needsModules(typesOf(given).map((name) => findImageType(name)))
    ? await readWithModules(named, given, identity, context)
    : inspectFiles(await readFiles(named, given, context), named, identity);
  return {
    value: {},
    at: { document: 'request' },
    container: { ...inspection.info, ...defined({ defaultRootFs: given.bootcDefaultFs }) },
    blueprint: { value: {}, at: { document: 'blueprint' } },
    notices,
    identity: imageIdentity(facts),
  };
}

async function requestFile(file: string, { host, texts }: CommandContext): Promise<Base> {
  const text = await readText(file, host);
  const at = { document: 'request', file: file === '-' ? 'standard input' : file };
  texts.add({ ...at, text, format: 'json' });
  return { value: await host.computing(() => parseRequestJson(text, at)), at, notices: [], identity: {} };
}
