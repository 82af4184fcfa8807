/** What osbuild builds for one image type. */
export interface BuildTarget {
  /** The image type; for `--manifest`, the exported pipeline. */
  readonly type: string;
  /** The pipeline with the image in its tree. */
  readonly export: string;
  /** The image in that tree; absent if unknown: then the whole tree is the result. */
  readonly filename?: string;
  /** The manifest's text. */
  readonly manifest: string;
}

/** One run of osbuild: a manifest and its targets. */
export interface BuildJob {
  readonly manifest: string;
  readonly targets: readonly BuildTarget[];
}

/** Targets of the same manifest are built in one run: the manifest of a disk has the pipelines of all disk types. */
export function buildJobs(targets: readonly BuildTarget[]): readonly BuildJob[] {
  const manifests = [...new Set(targets.map(({ manifest }) => manifest))];
  return manifests.map((manifest) => ({
    manifest,
    targets: targets.filter((target) => target.manifest === manifest),
  }));
}

/** The pipelines to export, each once. */
export function exportsOf({ targets }: BuildJob): readonly string[] {
  return [...new Set(targets.map((target) => target.export))];
}
