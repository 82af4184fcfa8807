/** A package.json, as far as it is checked. */
export type PackageManifest = Readonly<Record<string, unknown>>;

export interface CheckedPackage {
  /** Relative to the workspace. */
  readonly folder: string;
  readonly manifest: PackageManifest;
  readonly files: Readonly<Record<string, string | undefined>>;
}

/** What is wrong with the metadata of a package, a sentence each. */
export function metadataProblems(
  checked: CheckedPackage,
  common: PackageManifest & { readonly licenseText: string },
  published: Readonly<Record<string, string>>,
): readonly string[];
