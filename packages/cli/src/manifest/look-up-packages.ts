import { resolve } from 'node:path';
import type { BuildRequest } from '@bootwright/build-request';
import { withMountedImage } from '@bootwright/container-engine';
import { defined, Fault, type Notice } from '@bootwright/core';
import { findImageType } from '@bootwright/image-types';
import type { ResolvedPackages } from '@bootwright/osbuild';
import { type Depsolver, depsolve, findDepsolver } from '@bootwright/osbuild-runner';
import { planImage } from '@bootwright/plan';
import type { Environment } from '@bootwright/process';
import { makeFolder } from '@bootwright/process/files';
import { userCache } from '../build/host/installation.ts';
import type { CommandContext } from '../command.ts';
import type { SourcePolicy } from '../request/container-resolver.ts';

/** Where packages are looked up. */
export interface PackageLookup {
  /** The root directory of the container, with its repositories; by default podman mounts its image. */
  readonly root?: string;
  /** An image with osbuild, in which the depsolver runs; by default that of this host. */
  readonly osbuildImage?: string;
  readonly engine?: 'podman' | 'docker';
}

/** A policy that knows packages, and what is doubtful about their repositories. */
export interface FoundPackages {
  readonly policy: SourcePolicy;
  readonly notices: readonly Notice[];
}

/**
 * The policy with the packages of installers, found in the repositories of the container by osbuild-depsolve-dnf as
 * osbuild/image-builder does; as it is where no type has packages, or where this host has no depsolver, which is then the
 * fault `source/depsolver`. Faults: `source/repositories` for a
 * container that only a registry has, and those of `depsolve` and `withMountedImage`.
 */
export async function withPackages(
  policy: SourcePolicy,
  asked: { readonly request: BuildRequest; readonly types: readonly string[]; readonly lookup: PackageLookup },
  { host }: CommandContext,
): Promise<FoundPackages> {
  const { request, types, lookup } = asked;
  const nothing = { policy, notices: [] };
  if (policy.kind === 'mock') return nothing;
  const [imageType] = (types.length === 0 ? [request.imageType] : types).filter(hasPackages);
  const depsolver = depsolverFor(lookup, host.environment);
  if (imageType === undefined || depsolver === undefined) return nothing;
  const { plan } = planImage({ ...request, imageType });
  const sets = plan.kind === 'installer-iso' ? plan.installer.packages : undefined;
  if (sets === undefined) return nothing;
  const { versionId: releaseVersion, platformId } = request.container.os.release;
  const cacheDirectory = userCache(host.environment, 'rpmmd');
  makeFolder(cacheDirectory, { hint: 'set XDG_CACHE_HOME to a folder that you may write to', mode: 0o700 });
  const runner = await host.commandRunner(host.environment);
  const found = new Map<string, ResolvedPackages>();
  const find = async (rootDirectory: string, signal: AbortSignal) => {
    for (const set of [sets.build, sets.installer]) {
      const wanted = { ...set, releaseVersion, cacheDirectory, rootDirectory, ...defined({ platformId }) };
      found.set(set.name, await depsolve(wanted, depsolver, { runner, signal }));
    }
  };
  const { imgref: name, imageId } = request.container;
  if (lookup.root === undefined && request.options.remoteSource) throw noRepositories(name);
  await host.interruptible((signal) =>
    lookup.root === undefined
      ? withMountedImage(
          { name, ...defined({ imageId }) },
          { runner, environment: host.environment, signal },
          ({ root }) => find(root, signal),
        )
      : find(resolve(host.directory, lookup.root), signal),
  );
  const depsolved = ({ name }: { readonly name: string }): ResolvedPackages => {
    const packages = found.get(name);
    if (packages === undefined) throw new Error(`the package set ${name} was not looked up`);
    return packages;
  };
  return {
    policy: { ...policy, depsolve: depsolved },
    notices: certificateNotices([...found.values()], host.environment),
  };
}

/** What osbuild reads a client certificate from (sources/org.osbuild.librepo); each names a file of the host. */
const certificateVariables = ['KEY', 'CERT'].map((name) => `OSBUILD_SOURCES_CURL_SSL_CLIENT_${name}`);

/** A notice for each repository with a client certificate: its files are in the container, and osbuild runs on the host. */
function certificateNotices(found: readonly ResolvedPackages[], environment: Environment): readonly Notice[] {
  const missing = certificateVariables.filter((name) => (environment[name] ?? '') === '');
  if (missing.length === 0) return [];
  const repositories = found.flatMap(({ repositories: all }) =>
    all.filter(({ secrets }) => secrets === 'org.osbuild.mtls'),
  );
  return [...new Set(repositories.map(({ id }) => id))].map((id) => ({
    code: 'source/client-certificate',
    message: `the repository ${id} needs a client certificate, and osbuild finds none: ${missing.join(' and ')} not set`,
    hint: 'set them, and OSBUILD_SOURCES_CURL_SSL_CA_CERT, to copies of the files that the repository names in the container',
  }));
}

function hasPackages(name: string): boolean {
  const type = findImageType(name);
  return type.kind === 'installer-iso' && type.installer === 'packages';
}

function depsolverFor(
  { osbuildImage: image, engine = 'podman' }: PackageLookup,
  environment: Environment,
): Depsolver | undefined {
  return image === undefined ? findDepsolver(environment) : { kind: 'container', engine, image };
}

function noRepositories(imgref: string): Fault {
  return new Fault(
    'source/repositories',
    'the packages of the installer are looked up with the repositories in the root directory of the container, which is not known',
    {
      hint: `mount it and name it: --root "$(podman image mount ${imgref})" --ref ${imgref}; or use the image type "bootc-installer", which needs no packages`,
    },
  );
}
