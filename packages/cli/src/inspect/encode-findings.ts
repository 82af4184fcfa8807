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

/** What is known about an image, except its files. */
export interface ImageJson {
  /** As written on the command line. */
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

/** The output of `inspect --format json`; "bootwright schema inspection" describes it. */
export interface FindingsJson extends InspectionJson {
  readonly image: ImageJson;
  /** With `--verify`. */
  readonly composefs?: ComposefsJson;
  /** With `--by both`. */
  readonly differences?: readonly FactDifference[];
}

/** The findings as JSON, keys in a fixed order, without absent facts. */
export function encodeFindings({ container, differences, seal }: Findings): FindingsJson {
  return {
    image: encodeImage(container),
    ...encodeInspection(container.inspection),
    ...(seal === undefined ? {} : { composefs: encodeSeal(seal) }),
    ...defined({ differences }),
  };
}

/** The composefs digest of the root, and the verdict on the seals. */
export interface ComposefsJson {
  /** Absent if bootc would compute none. */
  readonly digest?: string;
  /** Why there is no digest. */
  readonly refused?: string;
  /** Whether the installed system boots this root and nothing else. */
  readonly holds: boolean;
  readonly verdict: SealVerdict['kind'];
  /** Reasons other than the seals themselves. */
  readonly reasons: readonly { readonly code: string; readonly message: string; readonly file?: string }[];
  /** One for each unified kernel image with a seal; bootc installs the last. */
  readonly seals: readonly {
    readonly file: string;
    readonly digest: string;
    readonly holds: boolean;
    /** How the digest of the root relates to that of the seal. */
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
