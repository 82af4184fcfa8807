import { locateAll } from '@bootwright/blueprint';
import type { Profile } from '@bootwright/build-request';
import { cappedNotices, defined, Fault, type Location, type Notice, objectOf, textOf } from '@bootwright/core';
import { createManifestSync } from '@bootwright/manifest';
import { encodeManifestCompact, encodeManifestPieces } from '@bootwright/osbuild';
import { type AddonSigning, addonNotices, makerOf } from '../manifest/addon-maker.ts';
import { containerResolver, depsolverOf, type SourcePolicy } from '../request/container-resolver.ts';
import { parseRequestJson } from '../request/parse-request-json.ts';
import { readRequest } from '../request/read-request.ts';
import type { Line } from './line-chunks.ts';

/** How every line of a batch is answered. */
export interface AnswerOptions {
  readonly profile: Profile;
  readonly mockSources: boolean;
  /** Whether an answer carries the manifest itself. */
  readonly manifests: boolean;
  /** By which addons of sealed images are signed. */
  readonly signing?: AddonSigning;
  /** Where the lines come from, for places in answers. */
  readonly file?: string;
}

export type Outcome = 'manifest' | 'fault' | 'bug';

export interface Answer {
  readonly outcome: Outcome;
  /** One line of JSON without its line feed. */
  readonly text: string;
}

/** A line whose text has been read. */
export type ReadLine =
  | { readonly kind: 'text'; readonly number: number; readonly text: string }
  | Extract<Line, { readonly kind: 'unread' }>;

/** Hexadecimal SHA-256 of the UTF-8 bytes of a text, which `give` gives in pieces. */
export type Sha256 = (give: (write: (piece: string) => void) => void) => string;

/** The answer to one line. Never throws: a fault is an answer, and so is a bug of ours (`internal/…`). */
export function answer(line: ReadLine, options: AnswerOptions, sha256: Sha256): Answer {
  const at: Location = { document: 'request', ...defined({ file: options.file }) };
  if (line.kind === 'unread') return faultAnswer(undefined, unreadFault(line, at), line);
  let name: string | undefined;
  try {
    const value = parseRequestJson(line.text, at);
    name = textOf(objectOf(value).name);
    const { request, notices } = readRequest(value, { profile: options.profile, at });
    const addons = makerOf(options.signing);
    const policy: SourcePolicy = options.mockSources ? { kind: 'mock' } : fromRequests;
    const created = createManifestSync(request, containerResolver(request, policy), {
      ...defined({ depsolve: depsolverOf(policy) }),
      makeAddon: addons.makeAddon,
    });
    const { manifest, plan } = created;
    const reported = reportedProblems(
      cappedNotices([...notices, ...created.notices, ...addonNotices(plan, request.container, addons)]),
      line,
    );
    const head = JSON.stringify({
      name,
      outcome: 'manifest',
      manifest_sha256: sha256((write) => encodeManifestPieces(manifest, write)),
      filename: plan.imageType.filename,
      mime_type: plan.imageType.mimeType,
      exports: plan.imageType.exports,
      notices: reported,
    });
    const whole = options.manifests ? `,"manifest":${encodeManifestCompact(manifest).trimEnd()}` : '';
    return { outcome: 'manifest', text: `${head.slice(0, -1)}${whole}}` };
  } catch (thrown) {
    return faultAnswer(name, isTooLong(thrown) ? tooLargeFault(at) : thrown, line);
  }
}

/** A text that no string can hold is one that the request asks for, not a bug. */
function isTooLong(thrown: unknown): boolean {
  return thrown instanceof RangeError && /^Invalid string length|allocation failed/i.test(thrown.message);
}

function tooLargeFault(at: Location): Fault {
  return new Fault('request/too-large', 'the request leads to a text that is longer than a string can be', {
    at,
    hint: 'ask for less text in one request, or leave out --manifests',
  });
}

const fromRequests: SourcePolicy = { kind: 'known', identities: new Map() };

/** Notices or faults as an answer reports them. */
function reportedProblems(problems: readonly (Notice | Fault)[], line: ReadLine) {
  const places = onLine(
    problems.map(({ at = {} }) => at),
    line,
  );
  return problems.map(({ code, message, at, hint }, index) => ({
    code,
    message,
    at: at === undefined ? undefined : places[index],
    hint,
  }));
}

/** The answer where something was thrown at a line; anything but a fault is a bug. */
export function faultAnswer(name: string | undefined, thrown: unknown, line: ReadLine): Answer {
  if (!(thrown instanceof Fault)) return bugAnswer(name, thrown);
  const [fault, ...related] = reportedProblems(thrown.all(), line);
  const whole = related.length === 0 ? fault : { ...fault, related };
  return { outcome: 'fault', text: JSON.stringify({ name, outcome: 'error', fault: whole }) };
}

/** The answer where something other than a fault was thrown. */
export function bugAnswer(name: string | undefined, thrown: unknown): Answer {
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  const fault = {
    code: 'internal/bug',
    message: `this is a bug in Bootwright: ${message}`,
    hint: 'report it with this request',
    stack,
  };
  return { outcome: 'bug', text: JSON.stringify({ name, outcome: 'error', fault }) };
}

/**
 * The places in the input: what points into the request gets the number of its line, and the column in it. The line is
 * searched once for all of them.
 */
function onLine(places: readonly Location[], line: ReadLine): readonly Location[] {
  const own = places.map((at) => (at.document === 'container' ? inContainer(at) : at));
  const inRequest = own.map((at) => (at.document === 'request' ? at : {}));
  const located = line.kind === 'unread' ? own : locateAll(inRequest, line.text, 'json');
  return own.map((at, index) => {
    if (at.document !== 'request') return at;
    const { column } = located[index] ?? {};
    return { ...at, line: line.number, ...defined({ column }) };
  });
}

/** The container's facts are a part of the request, but for those that its files gave. */
function inContainer(at: Location): Location {
  if (at.file !== undefined || at.path === undefined) return at;
  return { ...at, document: 'request', path: ['container', ...at.path] };
}

function unreadFault({ why }: ReadLine & { readonly kind: 'unread' }, at: Location): Fault {
  if (why === 'not-utf8')
    return new Fault('request/utf8', 'the line is not UTF-8 text', { at, hint: 'write it in UTF-8' });
  const hint = 'write one request a line, each of 64 MiB at most';
  return new Fault('request/too-long', 'the line is too long', { at, hint });
}
