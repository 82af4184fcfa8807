import type { PackageSet } from '@bootwright/media-plan';
import { compareKeys, type PackageRepository, type ResolvedPackage, type ResolvedPackages } from '@bootwright/osbuild';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** The repository that the reference's own test matrix pretends to have. */
const repository: PackageRepository = {
  id: '099662f0fccdc3ee2b39dd404dea5fa4e085b1c65ac0082fcfde54ef0908fab5',
  url: 'https://example.com/root_dir_repo',
  type: 'baseurl',
  keys: [],
  isInsecure: false,
};

const repositoryName = 'root-dir-repo';

/**
 * Packages that exist nowhere: those of the set, one that stands for its settings, and one for its repository, with
 * versions and checksums that are a fixed function of their names. Manifests can then be made and compared without a
 * depsolver. Source: pkg/manifestgen/manifestmock of osbuild/image-builder, by which it publishes its checksums.
 */
export function mockDepsolve({ name: set, architecture, include }: PackageSet): ResolvedPackages {
  const chosen = include.map((name) => {
    const checksum = digest(`pkgset:${set}_trans:0_include:${name}`);
    const release = `${digit(checksum, 1, 9)}.pkgset~${set}^trans~0`;
    return mockPackage({ name, version: digit(checksum, 0, 5), release, architecture, checksum });
  });
  const settings = `pkgset:${set}_trans:0_repos:${repositoryName}+weak`;
  const path = `passed-arch:${architecture}/passed-repo:/root_dir_repo`;
  const url = `https://example.com/${path}`;
  const pseudo = [settings, url].map((name) => {
    const checksum = digest(name);
    const release = `${digit(checksum, 1, 9)}.fk1`;
    return mockPackage({ name, version: digit(checksum, 0, 9), release, architecture, checksum });
  });
  const packages = [...chosen, ...pseudo].sort((a, b) => compareKeys(fullName(a), fullName(b)));
  return {
    packages: packages.map((one) => (one.name === url ? { ...one, path } : one)),
    repositories: [repository],
  };
}

type Identity = Pick<ResolvedPackage, 'name' | 'version' | 'release' | 'architecture' | 'checksum'>;

function mockPackage(identity: Identity): ResolvedPackage {
  const made = { ...identity, epoch: 0, repository: repository.id, isChecked: false };
  return { ...made, checksum: `sha256:${identity.checksum}`, path: `packages/${fullName(made)}.rpm` };
}

function fullName({ name, version, release, architecture }: Omit<Identity, 'checksum'>): string {
  return `${name}-0:${version}-${release}.${architecture}`;
}

function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** A digit that follows from a character of a checksum. */
function digit(checksum: string, at: number, below: number): string {
  return `${checksum.charCodeAt(at) % below}`;
}
