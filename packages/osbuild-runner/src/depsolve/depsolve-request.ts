import { defined } from '@bootwright/core';

/** A set of packages to find, with all that they need, in the repositories that a root directory configures. */
export interface DepsolveRequest {
  /** Of the pipeline that installs them, for messages. */
  readonly name: string;
  readonly architecture: string;
  readonly include: readonly string[];
  /** VERSION_ID of the system. */
  readonly releaseVersion: string;
  /** PLATFORM_ID of the system, such as `platform:el9`. */
  readonly platformId?: string;
  /** Has etc/yum.repos.d, keys and variables of dnf; an absolute path. */
  readonly rootDirectory: string;
  /** Where metadata of repositories are kept; an absolute path. */
  readonly cacheDirectory: string;
}

/** Systems whose packages may depend on files, for which dnf needs further metadata (osbuild/image-builder, depsolvednf). */
const dependsOnFiles = ['platform:f39', 'platform:el7', 'platform:el8', 'platform:el9'];

/** The request to osbuild-depsolve-dnf, in version 1 or 2 of its API: for these members they are the same. */
export function encodeDepsolveRequest(request: DepsolveRequest, version: 1 | 2): string {
  const { architecture, include, releaseVersion, platformId, rootDirectory, cacheDirectory } = request;
  const files = platformId !== undefined && dependsOnFiles.includes(platformId) ? ['filelists'] : undefined;
  return JSON.stringify({
    ...(version === 2 ? { api_version: 2 } : {}),
    command: 'depsolve',
    arch: architecture,
    releasever: releaseVersion,
    cachedir: cacheDirectory,
    ...defined({ module_platform_id: platformId }),
    arguments: {
      repos: [],
      root_dir: rootDirectory,
      transactions: [{ 'package-specs': include, install_weak_deps: true }],
      ...defined({ 'optional-metadata': files }),
    },
  });
}
