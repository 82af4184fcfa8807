import type { ParsedRequest, Profile } from '@bootwright/build-request';
import { type CreatedManifest, createManifestSync, mockContainer } from '@bootwright/manifest';
import { bootcDeployment, type PlanReason, sealingTwin } from '@bootwright/plan';
import { addonBytes } from '@bootwright/uki';
import type { CommandContext } from '../command.ts';
import { readText } from '../files/read-text.ts';
import { parseRequestJson } from '../request/parse-request-json.ts';
import { readRequest } from '../request/read-request.ts';

/** Two documents and their titles. */
export interface Sides {
  readonly titles: { readonly before: string; readonly after: string };
  readonly before: unknown;
  readonly after: unknown;
  /** The reasons in the plans, if there are plans. */
  readonly plans?: { readonly before: readonly PlanReason[]; readonly after: readonly PlanReason[] };
}

/** The manifests of an unsealed and a sealed request, in this order, with placeholder container ids. */
export async function pairManifests(
  a: string,
  b: string | undefined,
  profile: Profile,
  context: CommandContext,
): Promise<Sides> {
  const first = await requestOf(a, { profile, isQuoted: b === undefined }, context);
  const second = b === undefined ? twinOf(first) : await requestOf(b, { profile, isQuoted: false }, context);
  const isTwinFirst = b === undefined && bootcDeployment(first.request.container).sealed;
  const [before, after] = isTwinFirst ? [second, first] : [first, second];
  const unsealed = await manifestOf(before, context);
  const sealed = await manifestOf(after, context);
  return {
    titles: { before: 'unsealed', after: 'sealed' },
    before: unsealed.manifest,
    after: sealed.manifest,
    plans: { before: unsealed.reasons, after: sealed.reasons },
  };
}

interface Reading {
  readonly profile: Profile;
  /** With two requests, a location in a container would be ambiguous: then no text is quoted. */
  readonly isQuoted: boolean;
}

async function requestOf(
  file: string,
  { profile, isQuoted }: Reading,
  { host, texts }: CommandContext,
): Promise<ParsedRequest> {
  const text = await readText(file, host);
  const at = { document: 'request', file };
  if (isQuoted) texts.add({ ...at, text, format: 'json' });
  return readRequest(parseRequestJson(text, at), { profile, at });
}

function twinOf({ request, notices }: ParsedRequest): ParsedRequest {
  return { request: { ...request, container: sealingTwin(request.container) }, notices };
}

async function manifestOf({ request, notices }: ParsedRequest, context: CommandContext): Promise<CreatedManifest> {
  const image = await context.host.computing(() =>
    createManifestSync(request, mockContainer, { makeAddon: addonBytes }),
  );
  await context.report([...notices, ...image.notices]);
  return image;
}
