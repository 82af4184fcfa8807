import { Fault } from '@bootwright/core';
import type { BuildJob, BuildTarget } from '../build-job.ts';
import { exportsOf } from '../build-job.ts';

/** A file or folder that a build makes. */
export interface OutputFile {
  readonly type: string;
  /** Below osbuild's folder of exports. */
  readonly from: string;
  /** Below the folder of the build. */
  readonly to: string;
}

/** The files of a build. Paths are relative to its folder. */
export interface OutputLayout {
  /** The folder by default: for image-builder's layout one named after the image, for bib's the working directory. */
  readonly folder: string;
  readonly files: readonly OutputFile[];
  /** By job, in their order. */
  readonly manifests: readonly string[];
  readonly buildlog: string;
}

export interface LayoutRequest {
  readonly layout: 'image-builder' | 'bib';
  /** Without its ending, or with it. */
  readonly outputName?: string;
  /** Of the image, where it is known: `bootc-fedora-42`, `x86_64`. */
  readonly distribution?: string;
  readonly architecture?: string;
}

/**
 * Where everything goes, as osbuild/image-builder names it: `basenameFor` and `buildImage` of cmd/image-builder, and for
 * `bib` the folders that osbuild itself makes (bib_main.go). Fault: `usage/options` where two images would be one file.
 */
export function outputLayout(jobs: readonly BuildJob[], request: LayoutRequest): OutputLayout {
  const targets = jobs.flatMap((job) => job.targets);
  checkOutputName(request.outputName);
  const layout = request.layout === 'bib' ? bibLayout(jobs, targets) : imageBuilderLayout(jobs, targets, request);
  checkNames(layout, targets);
  return layout;
}

/** A name in the folder of the output, or in one below it. */
function checkOutputName(name: string | undefined): void {
  const isWrong = (part: string) => /^(?:|\.{1,2})$|[\0\n]/.test(part);
  if (name === undefined || !name.split('/').some(isWrong)) return;
  throw new Fault('usage/value', `expected \`--output-name\` to be a name in the folder, got ${JSON.stringify(name)}`, {
    hint: 'name the folder with --output-dir, and the file in it with --output-name',
  });
}

function bibLayout(jobs: readonly BuildJob[], targets: readonly BuildTarget[]): OutputLayout {
  const name = (some: readonly BuildTarget[]) => some.map(({ type }) => type).join('-');
  return {
    folder: '.',
    files: targets.map((target) => ({ type: target.type, from: source(target), to: source(target) })),
    manifests: jobs.map((job) => `manifest-${name(job.targets)}.json`),
    buildlog: `build-${name(targets)}.log`,
  };
}

function imageBuilderLayout(
  jobs: readonly BuildJob[],
  targets: readonly BuildTarget[],
  request: LayoutRequest,
): OutputLayout {
  const all = nameOf(targets.length === 1 ? targets : [], request);
  return {
    folder: request.outputName === undefined ? all : '.',
    files: targets.map((target) => ({
      type: target.type,
      from: source(target),
      to: nameOf([target], request) + endingOf(target),
    })),
    manifests: jobs.map((job) => {
      const exported = jobs.length === 1 ? [] : exportsOf(job);
      return `${[nameOf(job.targets.length === 1 ? job.targets : [], request), ...exported].join('-')}.osbuild-manifest.json`;
    }),
    buildlog: `${all}.buildlog`,
  };
}

/** `bootc-fedora-42-qcow2-x86_64`; of several images that of all of them, without a type. */
function nameOf(targets: readonly BuildTarget[], { outputName, distribution, architecture }: LayoutRequest): string {
  if (outputName !== undefined) {
    const ending = targets.map(endingOf).find((one) => one !== '' && outputName.endsWith(one));
    return ending === undefined ? outputName : outputName.slice(0, -ending.length);
  }
  const words = [
    distribution ?? 'image',
    ...targets.map(({ type }) => type),
    ...(architecture === undefined ? [] : [architecture]),
  ];
  // An image or the name of a manifest says it: neither leads out of the folder nor hides there.
  return words
    .join('-')
    .replaceAll(/[^\w.+~@:-]/g, '_')
    .replace(/^\.+|^$/, '_');
}

function source(target: BuildTarget): string {
  return target.filename === undefined ? target.export : `${target.export}/${target.filename}`;
}

/** `.qcow2`, `.tar.gz`: from the first dot on. */
function endingOf({ filename = '' }: BuildTarget): string {
  const dot = filename.indexOf('.');
  return dot === -1 ? '' : filename.slice(dot);
}

/** Two types may have one file only where it is the same: with bib's layout, `raw` and `ami` are. */
function checkNames({ files }: OutputLayout, targets: readonly BuildTarget[]): void {
  const taken = new Map<string, number>();
  for (const [index, { to, from, type }] of files.entries()) {
    const other = taken.get(to);
    const isSame =
      other !== undefined && files[other]?.from === from && targets[other]?.manifest === targets[index]?.manifest;
    if (other !== undefined && !isSame) {
      throw new Fault('usage/options', `${files[other]?.type} and ${type} would both be the file ${to}`, {
        hint: 'build them one by one, or leave out --output-name',
      });
    }
    taken.set(to, index);
  }
}
