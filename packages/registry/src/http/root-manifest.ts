import type { RegistryName } from '@bootwright/container-facts';
import { renderRegistryName } from '@bootwright/container-facts';
import type { BlobDescriptor } from '@bootwright/container-image';
import {
  algorithmOf,
  digestOf,
  indexMediaTypes,
  limits,
  manifestMediaTypes,
  registryManifestType,
} from '@bootwright/container-image';
import { Fault, isDigest } from '@bootwright/core';
import type { NetworkPatience } from '../retry-pause.ts';
import type { HttpAnswer } from './http-client.ts';
import { NetworkTrouble, troubleFault } from './network-trouble.ts';
import { Retries } from './retries.ts';
import type { RegistrySession } from './session.ts';
import { readSmallBody } from './small-body.ts';

/** What stands under a name: one image's manifest, or an index of several. */
export interface RootManifest {
  readonly descriptor: BlobDescriptor & { readonly mediaType: string };
  readonly bytes: Uint8Array;
}

const accepted = [...indexMediaTypes, ...manifestMediaTypes].join(', ');

/**
 * The manifest or index under a name's digest, or else under its tag. Faults: those of a session and of
 * `registryManifestType`, `registry/digest` where it is another than the one asked for or announced, `image/too-large`.
 */
export async function readRootManifest(
  session: RegistrySession,
  name: RegistryName,
  { patience, signal }: { readonly patience: NetworkPatience; readonly signal?: AbortSignal },
): Promise<RootManifest> {
  const shown = renderRegistryName(name);
  const question = {
    path: `manifests/${name.digest ?? name.tag ?? 'latest'}`,
    headers: { accept: accepted },
    what: `the image ${shown}`,
    wanted: [200],
  };
  const retries = new Retries(patience, session.waiting, signal);
  for (;;) {
    const answer = await session.ask(question);
    try {
      const bytes = await readSmallBody(answer, limits.manifestBytes);
      if (bytes === undefined) throw tooLarge(shown);
      return rootManifest(bytes, answer, name);
    } catch (error) {
      if (!(error instanceof NetworkTrouble)) throw error;
      if (!(await retries.pause())) throw troubleFault(error);
    }
  }
}

function rootManifest(bytes: Uint8Array, answer: HttpAnswer, name: RegistryName): RootManifest {
  const announced = answer.headers['docker-content-digest'];
  const wanted = name.digest ?? (typeof announced === 'string' && isDigest(announced) ? announced : undefined);
  const digest = digestOf(bytes, wanted === undefined ? 'sha256' : algorithmOf(wanted));
  const shown = renderRegistryName(name);
  if (wanted !== undefined && wanted !== digest) throw otherDigest(shown, wanted, digest);
  const said = answer.headers['content-type']?.split(';')[0]?.trim() ?? '';
  const mediaType = registryManifestType(bytes, shown, said);
  return { descriptor: { digest, size: bytes.length, mediaType }, bytes };
}

function otherDigest(shown: string, wanted: string, found: string): Fault {
  return new Fault('registry/digest', `the registry gives another manifest for ${shown}: ${found} and not ${wanted}`, {
    hint: 'do not trust it: the registry, or a proxy before it, is broken or tampered with',
  });
}

function tooLarge(shown: string): Fault {
  return new Fault('image/too-large', `the manifest of ${shown} has more than ${limits.manifestBytes} bytes`, {
    hint: 'check the name: no manifest of an image is that large',
  });
}
