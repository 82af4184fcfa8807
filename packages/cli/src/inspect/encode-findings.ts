import { defined } from '@bootwright/core';
import { encodeInspection, type FactDifference, type InspectionJson } from '@bootwright/inspect';
import {
  type CheckedSeal,
  obstacleNotice,
  type SealCheck,
  type SealObstacle,
  type SealVerdict,
} from '@bootwright/seal';
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
    ...defined({ differences }),
  };
}

/** The composefs digest of the root, and what came of the seals. */
export interface ComposefsJson {
  /** Absent where bootc would compute none. */
  readonly digest?: string;
  /** Why there is none. */
  readonly refused?: string;
  /** Whether what bootc installs boots this root and nothing else. */
  readonly holds: boolean;
  readonly verdict: SealVerdict['kind'];
  /** Why it does not hold, other than by the seals. */
  readonly reasons: readonly { readonly code: string; readonly message: string; readonly file?: string }[];
  /** Of each unified kernel image with one; the last is what bootc leaves installed. */
  readonly seals: readonly {
    readonly file: string;
    readonly digest: string;
    readonly holds: boolean;
    /** How the root comes to the digest of the seal, where it does. */
    readonly verdict: CheckedSeal['match'] | { readonly kind: 'holds' };
  }[];
}

function encodeSeal({ digest, refused, verdict, seals }: SealCheck): ComposefsJson {
  const holds = verdict.kind === 'holds';
  return {
    ...defined({ digest }),
    ...(refused === undefined ? {} : { refused: refused.message }),
    holds,
    verdict: verdict.kind,
    reasons: 'obstacles' in verdict ? verdict.obstacles.map(encodeObstacle) : [],
    seals: seals.map(({ match, ...seal }) => ({ ...seal, holds, verdict: holds ? { kind: 'holds' } : match })),
  };
}

function encodeObstacle(obstacle: SealObstacle): ComposefsJson['reasons'][number] {
  const { code, message } = obstacleNotice(obstacle);
  return { code, message, ...('file' in obstacle ? { file: obstacle.file } : {}) };
}

function encodeImage({ named, facts, inspection: { info } }: Container): ImageJson {
  const { digest, listDigest, created, size, layers, labels } = facts;
  return {
    reference: named.written,
    ...defined({ id: info.imageId, digest, list_digest: listDigest, arch: info.architecture, created, size, layers }),
    labels: Object.fromEntries(labels),
  };
}
