import { manifestListsInput, type Pipeline, type Stage, stage } from '@bootwright/osbuild';
import { imageInput, type ResolvedContainer } from '../container-source.ts';
import { deployedContainer } from '../pipelines/buildroot-pipeline.ts';
import { builtPipeline } from '../pipelines/built-pipeline.ts';

/** The tree of a live system: the container, and in its container storage the payload. */
export function osTreePipeline(container: ResolvedContainer, payload: ResolvedContainer | undefined): Pipeline {
  const stored = payload === undefined ? [] : [storedContainer(payload)];
  return builtPipeline('os-tree', [deployedContainer(container), ...stored]);
}

/** A container in the container storage of the tree; one of a registry comes with its manifest list. */
function storedContainer(container: ResolvedContainer): Stage {
  const { localStorage, listDigest } = container;
  const lists = localStorage || listDigest === undefined ? {} : { 'manifest-lists': manifestListsInput([listDigest]) };
  return stage(
    'org.osbuild.skopeo',
    { destination: { type: 'containers-storage' } },
    { inputs: { images: imageInput(container), ...lists } },
  );
}
