import { Fault, type Notice } from '@bootwright/core';
import type { BuildRequest } from '@bootwright/plan';
import type { CommandContext } from '../command.ts';
import { readText } from '../files/read-text.ts';
import { inspectRoot } from '../inspect/inspect-root.ts';
import { parseRequestJson } from '../request/parse-request-json.ts';
import { readRequest } from '../request/read-request.ts';
import { checkOptions } from './check-options.ts';
import type { ManifestGiven } from './manifest-options.ts';
import { readBlueprint } from './read-blueprint.ts';

/** A request that is complete. */
export interface GatheredRequest {
  readonly request: BuildRequest;
  readonly notices: readonly Notice[];
  /** Whether nobody gave a seed. */
  readonly drawnSeed: boolean;
}

/** The request that the options amount to: read from --root or --request, with what other options say in its place. */
export async function gatherRequest(given: ManifestGiven, context: CommandContext): Promise<GatheredRequest> {
  checkOptions(given);
  const base =
    given.request === undefined ? await fromRoot(given, context) : await fromRequest(given.request, given, context);
  const notices = [...base.notices];
  let { request } = base;
  if (given.blueprint !== undefined) {
    const { blueprint, at } = await readBlueprint(given.blueprint, context);
    request = { ...request, blueprint, blueprintAt: at };
  }
  if (given.buildRoot !== undefined) {
    const built = inspectRoot(given.buildRoot, { imgref: given.buildRef ?? '', ...architectureOf(given) }, context);
    request = { ...request, buildContainer: built.info };
    notices.push(...built.notices);
  } else if (given.buildRef !== undefined && request.buildContainer !== undefined) {
    request = { ...request, buildContainer: { ...request.buildContainer, imgref: given.buildRef } };
  }
  const seed = given.seed ?? (base.seeded ? request.seed : context.host.freshSeed());
  return { request: { ...request, seed }, notices, drawnSeed: given.seed === undefined && !base.seeded };
}

interface Base {
  readonly request: BuildRequest;
  readonly notices: readonly Notice[];
  readonly seeded: boolean;
}

async function fromRoot(given: ManifestGiven, context: CommandContext): Promise<Base> {
  const { root = '', ref = '', type = '' } = given;
  const { info, notices } = inspectRoot(root, { imgref: ref, ...architectureOf(given) }, context);
  const request: BuildRequest = {
    container: given.bootcDefaultFs === undefined ? info : { ...info, defaultRootFs: given.bootcDefaultFs },
    imageType: type,
    options: {
      remoteSource: given.bootcRemote,
      omitDefaultKernelArguments: given.bootcNoDefaultKernelArgs,
      ...(given.size === undefined ? {} : { size: given.size }),
    },
    blueprint: {},
    blueprintAt: { document: 'blueprint' },
    seed: 0n,
    profile: given.profile ?? 'reference',
  };
  return { request, notices, seeded: false };
}

async function fromRequest(file: string, given: ManifestGiven, context: CommandContext): Promise<Base> {
  const text = await readText(file, context.host);
  const name = file === '-' ? 'standard input' : file;
  const at = { document: 'request', file: name };
  context.texts.add({ document: 'request', file: name, text, format: 'json' });
  const value = parseRequestJson(text, at);
  const { request, notices } = readRequest(value, given.profile ?? 'reference', at);
  const seeded = typeof value === 'object' && value !== null && 'seed' in value;
  return { request: withOptions(request, given), notices, seeded };
}

/** The request with what the options say in the place of what it says itself. */
function withOptions(request: BuildRequest, given: ManifestGiven): BuildRequest {
  const { container, options } = request;
  checkArchitecture(request, given);
  return {
    ...request,
    ...(given.type === undefined ? {} : { imageType: given.type }),
    container: {
      ...container,
      ...(given.ref === undefined ? {} : { imgref: given.ref }),
      ...architectureOf(given),
      ...(given.bootcDefaultFs === undefined ? {} : { defaultRootFs: given.bootcDefaultFs }),
    },
    options: {
      ...options,
      ...(given.size === undefined ? {} : { size: given.size }),
      ...(given.bootcRemote ? { remoteSource: true } : {}),
      ...(given.bootcNoDefaultKernelArgs ? { omitDefaultKernelArguments: true } : {}),
    },
  };
}

function architectureOf({ arch }: ManifestGiven) {
  return arch === undefined ? {} : { architecture: arch };
}

function checkArchitecture({ container: { architecture } }: BuildRequest, { arch }: ManifestGiven): void {
  if (arch === undefined || architecture === undefined || arch === architecture) return;
  const names = `${JSON.stringify(arch)} != ${JSON.stringify(architecture)}`;
  throw new Fault(
    'request/architecture',
    `requested container architecture does not match resolved container: ${names}`,
    {
      at: { document: 'container', path: ['arch'] },
      hint: `leave out --arch, or use a container for ${arch}`,
    },
  );
}
