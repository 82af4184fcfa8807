import type { ContainerReference } from '@bootwright/build-request';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ResolvedContainer } from './container-source.ts';

/**
 * A container that exists nowhere: its digests are a fixed function of the reference, so that manifests can be made and
 * compared without a registry. Each digest is the SHA-256 of name, source and the kind of digest.
 */
export function mockContainer(reference: ContainerReference): ResolvedContainer {
  const { name, source, local } = reference;
  const key = JSON.stringify([name, source, local]);
  const known = made.get(key);
  if (known !== undefined) return known;
  const digest = (kind: string): string => `sha256:${bytesToHex(sha256(utf8ToBytes(name + source + kind)))}`;
  const container: ResolvedContainer = {
    source,
    digest: digest('digest'),
    imageId: digest('imageid'),
    listDigest: digest('list-digest'),
    localStorage: local,
    localName: name,
  };
  if (made.size >= mostMade) made.clear();
  made.set(key, container);
  return container;
}

/** Many requests name the same few containers, and each costs three digests. */
const made = new Map<string, ResolvedContainer>();
const mostMade = 1000;
