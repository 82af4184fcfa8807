import { type ParsedRequest, parseBuildRequestValue } from '@bootwright/build-request';
import { cappedNotices, defined, Fault, type Notice } from '@bootwright/core';
import { createManifestSync, mockContainer, mockDepsolve } from '@bootwright/manifest';
import { encodeManifest } from '@bootwright/osbuild';
import { type AddonRequest, addonBytes, parseCertificates, parsePrivateKey, signPe } from '@bootwright/uki';
import type { CaseSigning, GoldenCase } from '../cases/golden-case.ts';
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
  return (one) => {
    let isInvalid = true;
    try {
      const { request, notices } = read(one);
      isInvalid = false;
      const { reasons, ...created } = createManifestSync(request, mockContainer, {
        depsolve: mockDepsolve,
        makeAddon: addonMaker(one.signing),
      });
      const noted = encodeLines(cappedNotices([...notices, ...created.notices]));
      const channels = 'customizations' in created.plan ? created.plan.customizations.sealed?.decisions : undefined;
      const manifest = encodeManifest(created.manifest);
      return { kind: 'manifest', manifest, notices: noted, reasons, ...defined({ channels }) };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { kind: 'fault', faults: encodeLines(error.all()), ...(isInvalid ? { isInvalid } : {}) };
    }
  };
}

/** A signature by RSASSA-PKCS1-v1_5 without a time is the same at each run, so that a golden can have it. */
function addonMaker(signing: CaseSigning | undefined): (request: AddonRequest) => Uint8Array {
  if (signing === undefined) return addonBytes;
  return (request) => {
    const key = parsePrivateKey(Buffer.from(signing.key));
    return signPe(addonBytes(request), key, parseCertificates(Buffer.from(signing.certificate)));
  };
}

function readCase({ request, profile, at }: GoldenCase): ParsedRequest {
  return parseBuildRequestValue(request, { profile, at: { ...at, document: 'request' } });
}

/** A case's name is not part of what it leads to: equal outcomes share a golden. */
function encodeLines(problems: readonly (Notice | Fault)[]): string {
  return problems
    .map(({ code, message, at, hint }) => {
      const place = at && { document: at.document, path: at.path };
      return `${JSON.stringify({ code, message, at: place, hint })}\n`;
    })
    .join('');
}
