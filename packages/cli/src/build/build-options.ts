import { type Bytes, Fault, parseSize } from '@bootwright/core';
import { choice, type Given, type Options, several, text, toggle, value } from '../arguments/option.ts';
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

/** Who the finished files belong to. */
export interface Ownership {
  readonly uid: number;
  readonly gid?: number;
}

function readOwnership(given: string): Ownership {
  const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(given);
  if (match === null) {
    throw new Fault('usage/value', `${JSON.stringify(given)} is not UID or UID:GID`, {
      hint: 'write numbers, such as 1000:1000; "id -u" and "id -g" print yours',
    });
  }
  return { uid: Number(match[1]), ...(match[2] === undefined ? {} : { gid: Number(match[2]) }) };
}

const { output: _output, mockSources: _mock, type, ...shared } = manifestOptions;

/** Where osbuild is, and where it may work: what `build` and `doctor` have in common. */
export const osbuildOptions = {
  osbuild: file('the program osbuild (default: that of the PATH)', { environment: 'BOOTWRIGHT_OSBUILD' }),
  osbuildLibdir: directory('where the stages of osbuild are (default: its own)'),
  osbuildImage: text('IMAGE', 'build in a container of this image, which holds an osbuild'),
  engine: choice(['podman', 'docker'], 'what runs that container (default: podman)'),
  inVm: toggle('run osbuild in a virtual machine with the files of this one, whose kernel has all that a build needs'),
  vmKernel: file('the kernel of that machine; its modules are next to it (default: the newest of this machine)'),
  cache: directory('where osbuild keeps what it can use again (default: /var/cache/bootwright/store for root)'),
  outputDir: directory('where the finished image goes (default: a new folder named after the image)'),
} as const satisfies Options;

/** The options of `build`. */
export const buildOptions = {
  type,
  ...shared,
  manifest: file('build this manifest instead of writing one; --export says what of it'),
  export: several(value('NAME', 'with --manifest: the pipeline to export, or several with commas', readList)),
  ...osbuildOptions,
  outputName: text('NAME', 'name of the finished file, without its ending (default: bootc-ID-VERSION-TYPE-ARCH)'),
  layout: choice(
    ['image-builder', 'bib'],
    'bib: disks in a folder each, as bootc-image-builder has them (default: image-builder)',
  ),
  withManifest: toggle('keep the manifest next to the image, as NAME.osbuild-manifest.json'),
  withBuildlog: toggle('keep the log of the build next to the image, as NAME.buildlog'),
  withMetrics: toggle('say at the end which stages took longest'),
  chown: value('UID[:GID]', 'who the finished files belong to (default: whoever builds)', readOwnership),
  cacheMaxSize: value('SIZE', 'what the cache may hold, or "unlimited" (default: 20 GiB)', readMaximum),
  checkpoint: several(value('NAME', 'keep the tree of this pipeline in the cache, or of all with "*"', readList)),
  progress: choice(
    ['auto', 'term', 'verbose', 'json'],
    'term: a few lines, redrawn; verbose: the whole log; json: a line of JSON for each event (default: auto)',
  ),
  vmMemory: size('memory of the machine of --in-vm (default: 4 GiB)'),
  osbuildInVm: several(
    value(
      'NAME',
      "pass --in-vm NAME to osbuild: it builds that pipeline in a machine with the pipeline's own build tree",
      readList,
    ),
  ),
  unchecked: toggle('begin without looking up what the build needs of this machine'),
} as const satisfies Options;

/** What `build` was given. */
export type BuildGiven = Given<typeof buildOptions>;
export type OsbuildGiven = Given<typeof osbuildOptions>;
