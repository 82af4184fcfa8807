export type { DigestFormat } from './composefs-digest.ts';
export { composefsDigest, digestSteps } from './composefs-digest.ts';
export type { ComposefsRoot, LayerDigests } from './composefs-root.ts';
export type { Directory, Leaf, Node } from './composefs-tree.ts';
export { copyTree, isDirectory, mostInline, nodesOf, noStat } from './composefs-tree.ts';
export { nodeAt } from './find-node.ts';
export type { EmptiedFractions } from './layer-tree.ts';
export { readComposefs } from './read-composefs.ts';
export { PolicyCache } from './selinux-labels.ts';
