import { Fault } from '@bootwright/core';
import { type CreatedManifest, createManifestSync, mockContainer } from '@bootwright/manifest';
import type { Profile } from '@bootwright/plan';
import type { CommandContext } from '../command.ts';
import { readText } from '../files/read-text.ts';
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
  const first = { value: await readValue(a, b === undefined, context), file: a };
  const second =
    b === undefined
      ? { value: twinOf(first.value, a), file: a }
      : { value: await readValue(b, false, context), file: b };
  const isTwinFirst = b === undefined && isSealed(first.value);
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

/** Of two requests, a place in a container would not say which one it is in: then no text is quoted. */
async function readValue(file: string, isQuoted: boolean, { host, texts }: CommandContext): Promise<unknown> {
  const text = await readText(file, host);
  if (isQuoted) texts.add({ document: 'request', file, text, format: 'json' });
  return parseRequestJson(text, { document: 'request', file });
}

interface PairedRequest {
  readonly value: unknown;
  readonly file: string;
}

async function made(
  { value, file }: PairedRequest,
  profile: Profile,
  context: CommandContext,
): Promise<CreatedManifest> {
  const { request, notices } = readRequest(value, profile, { document: 'request', file });
  const image = await context.host.computing(() => createManifestSync(request, mockContainer));
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
