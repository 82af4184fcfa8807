import { cappedNotices, defined, Fault, type Notice } from '@bootwright/core';
import { buildManifest, mockContainer, type ResolveContainer, type ResolvedContainer } from '@bootwright/manifest';
import { encodeManifest } from '@bootwright/osbuild';
import { type ParsedRequest, parseBuildRequest, planImage, planReasons } from '@bootwright/plan';
import type { GoldenCase } from './golden-case.ts';
import type { Outcome } from './outcome.ts';

/** What a case leads to now. */
export type Generate = (one: GoldenCase) => Outcome;

/** Reads a case's request; other than by `parseBuildRequest` where a request may hold more. */
export type ReadCase = (one: GoldenCase) => ParsedRequest;

/**
 * The generator that plans the request of a case and builds its manifest, with containers that exist nowhere
 * (`mockContainer`). A `Fault` is an outcome; whatever else is thrown is a bug and goes through.
 */
export function manifestGenerator(read: ReadCase = readCase): Generate {
  const resolve = rememberedMocks();
  return (one) => {
    try {
      const { request, notices } = read(one);
      const planned = planImage(request);
      const manifest = encodeManifest(buildManifest(planned.plan, resolve));
      const noted = encodeLines(cappedNotices([...notices, ...planned.notices]));
      return { kind: 'manifest', manifest, notices: noted, reasons: planReasons(planned) };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { kind: 'fault', faults: encodeLines(error.all()) };
    }
  };
}

function readCase({ request, profile, at }: GoldenCase): ParsedRequest {
  return parseBuildRequest(request, { profile, at: { ...at, document: 'request' } });
}

/** A case's name is no part of what it leads to: equal outcomes share a golden. */
function encodeLines(problems: readonly (Notice | Fault)[]): string {
  return problems
    .map(({ code, message, at, hint }) => `${JSON.stringify({ code, message, at: placeOf(at), hint })}\n`)
    .join('');
}

function placeOf(at: Notice['at']): Notice['at'] {
  if (at === undefined) return undefined;
  const { document, path } = at;
  return { ...defined({ document, path }) };
}

/** Many cases name the same few containers, and each costs three digests. */
function rememberedMocks(): ResolveContainer {
  const known = new Map<string, ResolvedContainer>();
  return (reference) => {
    const key = JSON.stringify([reference.name, reference.source, reference.local]);
    const found = known.get(key) ?? mockContainer(reference);
    known.set(key, found);
    return found;
  };
}
