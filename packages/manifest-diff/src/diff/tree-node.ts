import type { DocumentPath, PathStep } from '@bootwright/core';
import { defined } from '@bootwright/core';
import { type DiskPicture, diskPicture } from '../disk/disk-picture.ts';
import { sectorSizeOf } from '../disk/size-field.ts';
import { repeatedTypes, stageIdentity } from '../match/stage-identity.ts';
import type { Both, Landmark } from './change.ts';
import { fieldOf, textOf } from './json-value.ts';
import { childKind, type NodeKind } from './node-kind.ts';

/** A value of one of the two documents, with what its place says of it. */
export interface TreeNode {
  readonly value: unknown;
  readonly kind: NodeKind;
  readonly path: DocumentPath;
  readonly landmarks: readonly Landmark[];
  /** Of the pipeline around it, where that makes one. */
  readonly disk?: DiskPicture;
  /** Stage types that the pipeline around it has more than once. */
  readonly repeated?: ReadonlySet<string>;
  readonly stageType?: string;
  /** Bytes in a sector where it stands. */
  readonly sector: number;
}

/** The whole document. */
export function rootNode(document: unknown): TreeNode {
  return { value: document, kind: 'manifest', path: [], landmarks: [], sector: 512 };
}

/** The child of `parent` at `step`; `index` is its position among its siblings. */
export function childNode(parent: TreeNode, step: PathStep, value: unknown, index: number): TreeNode {
  const kind = childKind(parent.kind, step, parent.stageType);
  const path = [...parent.path, step];
  const name = landmark(parent, kind, step, value, index, path.length);
  const landmarks = name === undefined ? parent.landmarks : [...parent.landmarks, name];
  const base = { ...parent, value, kind, path, landmarks };
  // Fields of a pipeline or stage are of its kind, and know already what stands around them.
  if (kind === parent.kind) return base;
  if (kind === 'pipeline') {
    const disk = diskPicture(value);
    return { ...base, repeated: repeatedTypes(value), ...defined({ disk }) };
  }
  if (kind === 'stage') {
    const stageType = textOf(value, 'type');
    const sector = sectorSizeOf(fieldOf(fieldOf(value, 'devices'), 'device'));
    return { ...base, sector, ...defined({ stageType }) };
  }
  return kind === 'device' ? { ...base, sector: sectorSizeOf(value) } : base;
}

/** Both nodes, naming their stages alike: a type that one side has twice is distinguished on the other as well. */
export function namedAlike(before: TreeNode, after: TreeNode): Both<TreeNode> {
  if (before.kind !== 'pipeline' || after.kind !== 'pipeline') return { before, after };
  const repeated = new Set([...(before.repeated ?? []), ...(after.repeated ?? [])]);
  return { before: { ...before, repeated }, after: { ...after, repeated } };
}

function landmark(
  parent: TreeNode,
  kind: NodeKind,
  step: PathStep,
  value: unknown,
  index: number,
  depth: number,
): Landmark | undefined {
  // Some kinds go on below: only the child of the collection is the landmark.
  if (kind === parent.kind) return undefined;
  const place = { index, depth };
  switch (kind) {
    case 'stage':
      return { what: kind, ...stageName(parent, value, index), ...place };
    case 'partition':
      return { what: kind, name: parent.disk?.partitions[index]?.role ?? `${index + 1}`, ...place };
    case 'pipeline':
    case 'volume':
    case 'mount':
      return { what: kind, name: textOf(value, 'name') ?? `#${index}`, ...place };
    case 'device':
    case 'input':
      return { what: kind, name: `${step}`, ...place };
    case 'item':
      return { what: 'source', name: `${step}`, ...place };
    default:
      return undefined;
  }
}

function stageName(parent: TreeNode, stage: unknown, index: number): Pick<Landmark, 'name' | 'label'> {
  const name = textOf(stage, 'type') ?? `#${index}`;
  const label = parent.repeated?.has(name) === true ? stageIdentity(stage, parent.disk) : undefined;
  return { name, ...defined({ label }) };
}
