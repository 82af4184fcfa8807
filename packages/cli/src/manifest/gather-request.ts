import { defined, type Notice } from '@bootwright/core';
import { checkArchitecture, ownName } from '@bootwright/inspect';
import type { BuildRequest } from '@bootwright/plan';
import type { CommandContext } from '../command.ts';
import { type NamedContainer, namedContainer } from '../container/container-reference.ts';
import { inspectFiles, readFiles } from '../container/read-container.ts';
import { readText } from '../files/read-text.ts';
import type { ImageIdentity } from '../request/container-resolver.ts';
import { parseRequestJson } from '../request/parse-request-json.ts';
import { readRequest } from '../request/read-request.ts';
import { readBuildContainer, renamedBuildContainer } from './build-container.ts';
import { checkOptions } from './check-options.ts';
import { imageIdentity } from './image-identity.ts';
import { type ManifestGiven, typesOf } from './manifest-options.ts';
import { readBlueprint } from './read-blueprint.ts';

/** A request that is complete. */
export interface GatheredRequest {
  readonly request: BuildRequest;
  readonly notices: readonly Notice[];
  /** Of the images that were read, by reference. */
  readonly identities: ReadonlyMap<string, ImageIdentity>;
  /** Whether nobody gave a seed. */
  readonly drawnSeed: boolean;
}

/** The request that the options amount to: of an image or of --request, with what other options say in its place. */
export async function gatherRequest(
  operand: string | undefined,
  given: ManifestGiven,
  context: CommandContext,
): Promise<GatheredRequest> {
  const named = namedContainer(operand, given.root, context.host);
  checkOptions(named, given);
  // Before the container, which may need an engine, a registry and minutes.
  const written = given.blueprint === undefined ? undefined : await readBlueprint(given.blueprint, context);
  const base =
    named === undefined
      ? await fromRequest(given.request ?? '', given, context)
      : await fromImage(named, given, context);
  let { request } = base;
  if (written !== undefined) request = { ...request, blueprint: written.blueprint, blueprintAt: written.at };
  const identities = new Map<string, ImageIdentity>();
  const built = await readBuildContainer(request, given, context);
  if (built === undefined) request = renamedBuildContainer(request, given);
  else {
    request = { ...request, buildContainer: built.container };
    identities.set(built.container.imgref, built.identity);
  }
  identities.set(request.container.imgref, base.identity);
  const seed = given.seed ?? (base.seeded ? request.seed : context.host.freshSeed());
  return {
    request: { ...request, seed },
    notices: [...base.notices, ...(built?.notices ?? [])],
    identities,
    drawnSeed: given.seed === undefined && !base.seeded,
  };
}

interface Base {
  readonly request: BuildRequest;
  readonly notices: readonly Notice[];
  readonly identity: ImageIdentity;
  readonly seeded: boolean;
}

async function fromImage(named: NamedContainer, given: ManifestGiven, context: CommandContext): Promise<Base> {
  const files = await readFiles(named, given, context);
  const { inspection, facts, notices } = inspectFiles(files, named, {
    imgref: given.ref ?? ownName(named.reference) ?? '',
    ...defined({ imageId: given.imageId }),
  });
  const { info } = inspection;
  const request: BuildRequest = {
    container: given.bootcDefaultFs === undefined ? info : { ...info, defaultRootFs: given.bootcDefaultFs },
    imageType: typesOf(given)[0] ?? '',
    options: {
      remoteSource: given.bootcRemote,
      omitDefaultKernelArguments: given.bootcNoDefaultKernelArgs,
      ...defined({ size: given.size, installerPayload: given.installerPayloadRef }),
    },
    blueprint: {},
    blueprintAt: { document: 'blueprint' },
    seed: 0n,
    profile: given.profile ?? 'reference',
  };
  return { request, notices, identity: imageIdentity(facts), seeded: false };
}

async function fromRequest(file: string, given: ManifestGiven, context: CommandContext): Promise<Base> {
  const text = await readText(file, context.host);
  const name = file === '-' ? 'standard input' : file;
  const at = { document: 'request', file: name };
  context.texts.add({ document: 'request', file: name, text, format: 'json' });
  return context.host.computing(() => {
    const value = parseRequestJson(text, at);
    const { request, notices } = readRequest(value, given.profile ?? 'reference', at);
    const seeded = typeof value === 'object' && value !== null && 'seed' in value;
    return { request: withOptions(request, given), notices, identity: {}, seeded };
  });
}

/** The request with what the options say in the place of what it says itself. */
function withOptions(request: BuildRequest, given: ManifestGiven): BuildRequest {
  const { container, options } = request;
  const [imageType] = typesOf(given);
  checkArchitecture(given.arch, container.architecture, {
    code: 'request/architecture',
    at: { document: 'container', path: ['arch'] },
    cure: 'use a container',
  });
  return {
    ...request,
    ...defined({ imageType }),
    container: {
      ...container,
      ...defined({ imgref: given.ref }),
      ...defined({ architecture: given.arch, defaultRootFs: given.bootcDefaultFs }),
    },
    options: {
      ...options,
      ...defined({ size: given.size, installerPayload: given.installerPayloadRef }),
      ...(given.bootcRemote ? { remoteSource: true } : {}),
      ...(given.bootcNoDefaultKernelArgs ? { omitDefaultKernelArguments: true } : {}),
    },
  };
}
