import { defined, isObject } from '@bootwright/core';
import { isList, listOf } from '../diff/json-value.ts';
import { childNode, namedAlike, rootNode, type TreeNode } from '../diff/tree-node.ts';
import { alignedRows, type Row } from './alignment.ts';
import { matchItems } from './match-items.ts';

/** A pipeline or stage of one document. */
export interface AlignedItem {
  readonly value: unknown;
  readonly index: number;
  readonly name: string;
  readonly label?: string;
}

/** A row: a thing on both sides, or on one. */
export interface AlignedRow {
  readonly before?: AlignedItem;
  readonly after?: AlignedItem;
  readonly moved: boolean;
}

/** A pipeline with its stages in line. */
export interface AlignedPipeline extends AlignedRow {
  readonly stages: readonly AlignedRow[];
}

/** Pipelines in line, and how many items of pipelines and stages were left out. */
export interface Alignment {
  readonly pipelines: readonly AlignedPipeline[];
  readonly omitted: number;
}

/** Pipelines and stages of one document; no manifest has a hundredth of it. */
const mostItems = 5_000;

/**
 * The pipelines of both documents as `diffManifests` matches them; none where a document has no list of pipelines. The
 * first 5,000 pipelines and stages of each document, and how many more there are.
 */
export function alignPipelines(first: unknown, second: unknown): Alignment {
  const { document: before, omitted: less } = bounded(first);
  const { document: after, omitted: fewer } = bounded(second);
  return { pipelines: align(before, after), omitted: less + fewer };
}

/** The document with its first pipelines and stages. */
function bounded(document: unknown): { readonly document: unknown; readonly omitted: number } {
  const all = listOf(document, 'pipelines');
  let room = mostItems;
  let omitted = 0;
  const take = (items: readonly unknown[]): readonly unknown[] => {
    const taken = items.slice(0, room);
    room -= taken.length;
    omitted += items.length - taken.length;
    return taken;
  };
  const pipelines = take(all).map((pipeline) => {
    const stages = listOf(pipeline, 'stages');
    const taken = take(stages);
    return taken.length === stages.length || !isObject(pipeline) ? pipeline : { ...pipeline, stages: taken };
  });
  return omitted === 0 || !isObject(document)
    ? { document, omitted }
    : { document: { ...document, pipelines }, omitted };
}

function align(before: unknown, after: unknown): readonly AlignedPipeline[] {
  const left = listNode(rootNode(before), 'pipelines');
  const right = listNode(rootNode(after), 'pipelines');
  return rowsOf(left, right).map((row) => {
    const pair = nodesOf(row, left, right);
    const { before: one, after: other } = pair;
    const named = one !== undefined && other !== undefined ? namedAlike(one, other) : pair;
    const stagesLeft = listNode(named.before, 'stages');
    const stagesRight = listNode(named.after, 'stages');
    const stages = rowsOf(stagesLeft, stagesRight).map((stage) => {
      const nodes = nodesOf(stage, stagesLeft, stagesRight);
      return aligned(stage, nodes.before, nodes.after);
    });
    return { ...aligned(row, named.before, named.after), stages };
  });
}

/** The list below the node; an empty one where there is none. */
function listNode(parent: TreeNode | undefined, key: string): TreeNode {
  const node = parent ?? rootNode({});
  return childNode(node, key, listOf(node.value, key), 0);
}

function rowsOf(left: TreeNode, right: TreeNode): readonly Row[] {
  const length = (node: TreeNode): number => (isList(node.value) ? node.value.length : 0);
  // Without both sides the kinds may differ, and there is nothing to match.
  if (length(left) === 0 || length(right) === 0) {
    return [
      ...Array.from({ length: length(left) }, (_, before): Row => ({ kind: 'before', before })),
      ...Array.from({ length: length(right) }, (_, after): Row => ({ kind: 'after', after })),
    ];
  }
  return alignedRows(matchItems(left, right), length(left), length(right));
}

function nodesOf(row: Row, left: TreeNode, right: TreeNode) {
  const child = (node: TreeNode, index: number): TreeNode =>
    childNode(node, index, isList(node.value) ? node.value[index] : undefined, index);
  return {
    before: row.kind === 'after' ? undefined : child(left, row.before),
    after: row.kind === 'before' ? undefined : child(right, row.after),
  };
}

function aligned(row: Row, before: TreeNode | undefined, after: TreeNode | undefined): AlignedRow {
  const items = defined({ before: before && item(before), after: after && item(after) });
  return { ...items, moved: row.kind === 'both' && row.moved };
}

function item({ value, landmarks, path }: TreeNode): AlignedItem {
  const last = landmarks.at(-1);
  const index = path.at(-1);
  const { name = '', label } = last ?? {};
  return { value, index: typeof index === 'number' ? index : 0, name, ...defined({ label }) };
}
