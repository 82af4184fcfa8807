import {
  containersInput,
  manifestListsInput,
  type Pipeline,
  pipeline,
  pipelineReference,
  type Stage,
  stage,
} from '@bootwright/osbuild';
import type { ResolvedContainer } from '../container-source.ts';
import { deployedContainer } from '../pipelines/buildroot-pipeline.ts';

/** The pipeline with the tree of a live system. */
export const osTree = 'os-tree';

/** The tree of a live system: the container, and in its container storage the payload. */
export function osTreePipeline(container: ResolvedContainer, payload: ResolvedContainer | undefined): Pipeline {
  return pipeline({
    name: osTree,
    build: pipelineReference('build'),
    stages: [deployedContainer(container), ...(payload === undefined ? [] : [storedContainer(payload)])],
  });
}

/** A container in the container storage of the tree; one of a registry comes with its manifest list. */
function storedContainer({ imageId, localName, localStorage, listDigest }: ResolvedContainer): Stage {
  const images = containersInput([{ imageId, name: localName }], localStorage);
  const lists = localStorage || listDigest === undefined ? {} : { 'manifest-lists': manifestListsInput([listDigest]) };
  return stage('org.osbuild.skopeo', { destination: { type: 'containers-storage' } }, { inputs: { images, ...lists } });
}
