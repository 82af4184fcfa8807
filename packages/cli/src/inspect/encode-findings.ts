import {
  type CheckedSeal,
  encodeInspection,
  type FactDifference,
  type InspectionJson,
  type SealCheck,
} from '@bootwright/inspect';
import type { Container } from '../container/read-container.ts';
import type { Findings } from './findings.ts';

/** What is known of an image beside its files. */
export interface ImageJson {
  /** As it was named. */
  readonly reference: string;
  readonly id?: string;
  readonly digest?: string;
  readonly list_digest?: string;
  readonly arch?: string;
  /** RFC 3339. */
  readonly created?: string;
  /** Bytes, unpacked. */
  readonly size?: number;
  readonly layers?: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** What `inspect --format json` prints; "bootwright schema inspection" describes it. */
export interface FindingsJson extends InspectionJson {
  readonly image: ImageJson;
  /** With `--verify`. */
  readonly composefs?: ComposefsJson;
  /** With `--by both`. */
  readonly differences?: readonly FactDifference[];
}

/** The findings as plain JSON, keys in a fixed order, absent facts left out. */
export function encodeFindings({ container, differences, seal }: Findings): FindingsJson {
  return {
    image: encodeImage(container),
    ...encodeInspection(container.inspection),
    ...(seal === undefined ? {} : { composefs: encodeSeal(seal) }),
    ...(differences === undefined ? {} : { differences }),
  };
}

/** The composefs digest of the root, and what came of each seal. */
export interface ComposefsJson {
  /** Absent where bootc would compute none. */
  readonly digest?: string;
  /** Why there is none. */
  readonly refused?: string;
  readonly seals: readonly {
    readonly file: string;
    readonly digest: string;
    readonly holds: boolean;
    /** How the root comes to the digest of the seal, where it does in another way. */
    readonly verdict: CheckedSeal['verdict'];
  }[];
}

function encodeSeal(check: SealCheck): ComposefsJson {
  if (check.kind === 'refused') return { refused: check.fault.message, seals: [] };
  const { digest, seals } = check;
  return { digest, seals: seals.map((seal) => ({ ...seal, holds: seal.verdict.kind === 'holds' })) };
}

function encodeImage({ named, facts, inspection: { info } }: Container): ImageJson {
  const { digest, listDigest, created, size, layers, labels } = facts;
  return {
    reference: named.written,
    ...(info.imageId === undefined ? {} : { id: info.imageId }),
    ...(digest === undefined ? {} : { digest }),
    ...(listDigest === undefined ? {} : { list_digest: listDigest }),
    ...(info.architecture === undefined ? {} : { arch: info.architecture }),
    ...(created === undefined ? {} : { created }),
    ...(size === undefined ? {} : { size }),
    ...(layers === undefined ? {} : { layers }),
    labels: Object.fromEntries(labels),
  };
}
