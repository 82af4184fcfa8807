/** What one image type needs of osbuild. */
export interface BuildTarget {
  /** The image type, or of a given manifest the pipeline that is exported. */
  readonly type: string;
  /** The pipeline whose tree holds the image. */
  readonly export: string;
  /** The image in that tree; absent where it is not known: all that is in the tree is wanted. */
  readonly filename?: string;
  /** The manifest's text. */
  readonly manifest: string;
}

/** One run of osbuild: a manifest and all that is wanted of it. */
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
