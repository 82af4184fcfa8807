import { Fault } from '@bootwright/core';
import type { Profile } from '@bootwright/plan';
import type { CommandContext } from '../command.ts';
import { readText } from '../files/read-text.ts';
import { type MadeManifest, makeManifest } from '../request/make-manifest.ts';
import { parseRequestJson } from '../request/parse-request-json.ts';
import { readRequest } from '../request/read-request.ts';
import type { Sides } from './sides.ts';

/** The manifests of an unsealed and a sealed request, in that order, with made-up container ids. */
export async function pairManifests(
  a: string,
  b: string | undefined,
  profile: Profile,
  context: CommandContext,
): Promise<Sides> {
  const first = await readValue(a, context);
  const second = b === undefined ? twinOf(first, a) : await readValue(b, context);
  const isTwinFirst = b === undefined && isSealed(first);
  const [before, after] = isTwinFirst ? [second, first] : [first, second];
  const unsealed = await made(before, profile, context);
  const sealed = await made(after, profile, context);
  return {
    titles: { before: 'unsealed', after: 'sealed' },
    before: unsealed.manifest,
    after: sealed.manifest,
    plans: { before: unsealed.reasons, after: sealed.reasons },
  };
}

async function readValue(file: string, { host }: CommandContext): Promise<unknown> {
  return parseRequestJson(await readText(file, host), { document: 'request', file });
}

async function made(value: unknown, profile: Profile, context: CommandContext): Promise<MadeManifest> {
  const { request, notices } = readRequest(value, profile, { document: 'request' });
  const image = await context.host.computing(() => makeManifest(request, { kind: 'mock' }));
  await context.report([...notices, ...image.notices]);
  return image;
}

function isSealed(request: unknown): boolean {
  return containerOf(request)?.unified_kernel === true;
}

/** The same request with a container that is sealed where this one is not; systemd-boot starts a sealed one. */
function twinOf(request: unknown, file: string): unknown {
  const container = containerOf(request);
  if (typeof request !== 'object' || container === undefined) {
    throw new Fault('request/type', 'the request has no container', {
      at: { document: 'request', file },
      hint: 'see "bootwright schema request" for what a request has',
    });
  }
  const { bootloader: _, ...rest } = container;
  const twin = isSealed(request)
    ? { ...rest, unified_kernel: false }
    : { ...rest, unified_kernel: true, bootloader: 'systemd' };
  return { ...request, container: twin };
}

function containerOf(request: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof request !== 'object' || request === null || !('container' in request)) return undefined;
  const { container } = request;
  return typeof container === 'object' && container !== null ? { ...container } : undefined;
}
