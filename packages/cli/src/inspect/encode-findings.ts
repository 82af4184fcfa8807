import { defined } from '@bootwright/core';
import { encodeInspection, type FactDifference, type InspectionJson } from '@bootwright/inspect';
import { obstacleNotice, type SealCheck, type SealObstacle } from '@bootwright/seal';
import type { LintFinding } from '@bootwright/sealed-lint';
import type { Container } from '../container/read-container.ts';
import type { ComposefsJson, ImageJson } from '../schema/inspection-schema.ts';
import type { SealMatrix } from '../seal/seal-matrix.ts';
import type { Findings } from './findings.ts';

/** The output of `inspect --format json`; "bootwright schema inspection" describes it. */
export interface FindingsJson extends InspectionJson {
  readonly image: ImageJson;
  /** With `--verify`. */
  readonly composefs?: ComposefsJson;
  /** What `lint` finds in a sealed container. */
  readonly findings?: readonly LintFinding[];
  /** With `--by both`. */
  readonly differences?: readonly FactDifference[];
}

/** The findings as JSON, keys in a fixed order, without absent facts. */
export function encodeFindings({ container, differences, lint, seal, matrix }: Findings): FindingsJson {
  return {
    image: encodeImage(container),
    ...encodeInspection(container.inspection),
    ...defined({ composefs: seal && { ...encodeSeal(seal), ...defined({ matrix: matrix && encodeMatrix(matrix) }) } }),
    ...defined({ findings: lint, differences }),
  };
}

function encodeSeal({ digest, refused, verdict, seals }: SealCheck): ComposefsJson {
  const holds = verdict.kind === 'holds';
  return {
    ...defined({ digest, refused: refused?.message }),
    holds,
    verdict: verdict.kind,
    reasons: 'obstacles' in verdict ? verdict.obstacles.map(encodeObstacle) : [],
    seals: seals.map(({ match, ...seal }) => ({ ...seal, holds, verdict: holds ? { kind: 'holds' } : match })),
  };
}

function encodeMatrix({ digests, bootc, difference }: SealMatrix): NonNullable<ComposefsJson['matrix']> {
  const verdicts = bootc.map(({ installedBy, ...verdict }) => ({
    ...verdict,
    ...defined({ installed_by: installedBy }),
  }));
  return { digests, bootc: verdicts, ...defined({ difference: difference === 'none' ? undefined : difference }) };
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
