import { type Bytes, Fault, parseSize } from '@bootwright/core';
import { choice, type Given, type Options, several, text, toggle, value, wrongValue } from '../arguments/option.ts';
import { directory, file, readList, size } from '../arguments/values.ts';
import { manifestOptions } from '../manifest/manifest-options.ts';

function readMaximum(given: string): Bytes | 'unlimited' {
  if (given === 'unlimited') return given;
  const size = parseSize(given);
  if (size !== undefined && size > 0) return size;
  throw new Fault('usage/value', `${JSON.stringify(given)} is neither a size above zero nor "unlimited"`, {
    hint: 'write it as "20 GiB" or as a number of bytes',
  });
}

/** The owner of the output files. */
export interface Ownership {
  readonly uid: number;
  readonly gid?: number;
}

function readOwnership(given: string): Ownership {
  const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(given);
  if (match === null) {
    throw wrongValue(given, 'UID or UID:GID', 'write numbers, such as 1000:1000; "id -u" and "id -g" print yours');
  }
  return { uid: Number(match[1]), ...(match[2] === undefined ? {} : { gid: Number(match[2]) }) };
}

const { output: _output, mockSources: _mock, type, ...shared } = manifestOptions;

/** The options of osbuild that `build` and `doctor` share. */
export const osbuildOptions = {
  osbuild: file('path of osbuild (default: the one in the PATH)', { environment: 'BOOTWRIGHT_OSBUILD' }),
  osbuildLibdir: directory('directory with the stages of osbuild (default: its own)'),
  osbuildImage: text('IMAGE', 'build in a container of this image, with the osbuild in it'),
  engine: choice(['podman', 'docker'], 'engine that runs this container (default: podman)'),
  inVm: toggle('run osbuild in a virtual machine with the files of this host, if the host kernel lacks something'),
  vmKernel: file('kernel of that machine, with its modules next to it (default: the newest on this host)'),
  cache: directory('cache of osbuild (default: /var/cache/bootwright/store for root)'),
  outputDir: directory('folder for the image (default: a new one named after the image)'),
} as const satisfies Options;

export const buildOptions = {
  type,
  ...shared,
  manifest: file('build this manifest instead of writing one; --export selects pipelines'),
  export: several(value('NAME', 'with --manifest: pipeline to export, or several separated by commas', readList)),
  ...osbuildOptions,
  outputName: text('NAME', 'name of the image file, without extension (default: bootc-ID-VERSION-TYPE-ARCH)'),
  layout: choice(
    ['image-builder', 'bib'],
    'file names; bib: one folder per type, as bootc-image-builder does (default: image-builder)',
  ),
  withManifest: toggle('keep the manifest next to the image, as NAME.osbuild-manifest.json'),
  withBuildlog: toggle('keep the build log next to the image, as NAME.buildlog'),
  withMetrics: toggle('list the slowest stages at the end'),
  chown: value('UID[:GID]', 'owner of the output files (default: the user who builds)', readOwnership),
  cacheMaxSize: value('SIZE', 'maximum size of the cache, or "unlimited" (default: 20 GiB)', readMaximum),
  checkpoint: several(value('NAME', 'keep the tree of this pipeline in the cache; "*": of all', readList)),
  progress: choice(
    ['auto', 'term', 'verbose', 'json', 'file'],
    'term: a few lines, redrawn; verbose: the full log; json: a line of JSON per event; file: the state in NAME.progress (default: auto)',
  ),
  vmMemory: size('memory for --in-vm (default: 4 GiB)'),
  osbuildInVm: several(
    value(
      'NAME',
      'pass --in-vm NAME to osbuild, which builds that pipeline in a virtual machine with its own build tree',
      readList,
    ),
  ),
  unchecked: toggle('do not check the requirements of the build first'),
} as const satisfies Options;

export type BuildGiven = Given<typeof buildOptions>;
export type OsbuildGiven = Given<typeof osbuildOptions>;
