import { Fault } from '@bootwright/core';
import { optionsFault } from '../../arguments/options-fault.ts';
import { type BuildJob, type BuildTarget, exportsOf } from '../build-job.ts';

/** An output file or folder of a build. */
export interface OutputFile {
  readonly type: string;
  /** Path below osbuild's export folder. */
  readonly from: string;
  /** Path below the output folder. */
  readonly to: string;
}

/** The output files of a build, relative to its output folder. */
export interface OutputLayout {
  /** The default folder: named after the image for the layout of image-builder, the working directory for bib. */
  readonly folder: string;
  readonly files: readonly OutputFile[];
  /** One for each job, in order. */
  readonly manifests: readonly string[];
  readonly buildlog: string;
  /** The state of the build, as `--progress file` writes it. */
  readonly progress: string;
}

export interface LayoutRequest {
  readonly layout: 'image-builder' | 'bib';
  /** With or without extension. */
  readonly outputName?: string;
  /** If known: `bootc-fedora-42`, `x86_64`. */
  readonly distribution?: string;
  readonly architecture?: string;
}

/**
 * The names of all output files, as osbuild/image-builder has them: `basenameFor` and `buildImage` in cmd/image-builder,
 * and for `bib` the export folders of osbuild (bib_main.go). Fault: `usage/options` if two images would be one file.
 */
export function outputLayout(jobs: readonly BuildJob[], request: LayoutRequest): OutputLayout {
  const targets = jobs.flatMap((job) => job.targets);
  checkOutputName(request.outputName);
  const layout = request.layout === 'bib' ? bibLayout(jobs, targets) : imageBuilderLayout(jobs, targets, request);
  checkNames(layout, targets, request);
  return layout;
}

/** Rejects names that are not below the output folder. */
function checkOutputName(name: string | undefined): void {
  const isWrong = (part: string) => /^(?:|\.{1,2})$|[\0\n]/.test(part);
  if (name === undefined || !name.split('/').some(isWrong)) return;
  const message = `expected \`--output-name\` to be a file name below the output folder, got ${JSON.stringify(name)}`;
  throw new Fault('usage/value', message, {
    hint: 'give the folder with --output-dir, and the file name with --output-name',
  });
}

function bibLayout(jobs: readonly BuildJob[], targets: readonly BuildTarget[]): OutputLayout {
  const name = (some: readonly BuildTarget[]) => some.map(({ type }) => type).join('-');
  return {
    folder: '.',
    files: targets.map((target) => ({ type: target.type, from: source(target), to: source(target) })),
    manifests: jobs.map((job) => `manifest-${name(job.targets)}.json`),
    buildlog: `build-${name(targets)}.log`,
    progress: `build-${name(targets)}.progress`,
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
    progress: `${all}.progress`,
  };
}

/** `bootc-fedora-42-qcow2-x86_64`; without the type for several images. */
function nameOf(targets: readonly BuildTarget[], { outputName, distribution, architecture }: LayoutRequest): string {
  if (outputName !== undefined) {
    const ending = targets.map(endingOf).find((one) => one !== '' && outputName.endsWith(one));
    return ending === undefined ? outputName : outputName.slice(0, -ending.length);
  }
  const words = [distribution ?? 'image', ...targets.map(({ type }) => type), architecture ?? []].flat();
  // These words come from an image or a file name: they must neither leave the folder nor be hidden in it.
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

/** Two types may share a file only if its content is the same, such as `raw` and `ami` in the layout bib. */
function checkNames({ files }: OutputLayout, targets: readonly BuildTarget[], request: LayoutRequest): void {
  for (const [index, { to, from, type }] of files.entries()) {
    const before = files.slice(0, index).findLastIndex((file) => file.to === to);
    const isSame = files[before]?.from === from && targets[before]?.manifest === targets[index]?.manifest;
    if (before === -1 || isSame) continue;
    throw optionsFault(
      `${files[before]?.type} and ${type} would both be the file ${to}`,
      `build them one by one, ${request.outputName === undefined ? 'into different folders' : 'or leave out --output-name'}`,
    );
  }
}
