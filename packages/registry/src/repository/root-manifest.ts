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
import { readSmallBody } from '../http/http-client.ts';
import type { HttpResponse } from '../http/http-exchange.ts';
import { NetworkError, networkFault } from '../http/network-error.ts';
import { Retries } from '../http/retries.ts';
import type { RetryPolicy } from '../http/retry-policy.ts';
import type { RegistrySession } from './registry-session.ts';

/** The document of a name: one image's manifest, or an index of several. */
export interface RootManifest {
  readonly descriptor: BlobDescriptor & { readonly mediaType: string };
  readonly bytes: Uint8Array;
}

const accepted = [...indexMediaTypes, ...manifestMediaTypes].join(', ');

/**
 * The manifest or index of a name's digest, or else of its tag. Faults: those of a session and of `registryManifestType`,
 * `registry/digest` where its digest is not the requested or announced one, `image/too-large`.
 */
export async function readRootManifest(
  session: RegistrySession,
  name: RegistryName,
  { policy, signal }: { readonly policy: RetryPolicy; readonly signal?: AbortSignal },
): Promise<RootManifest> {
  const shown = renderRegistryName(name);
  const request = {
    path: `manifests/${name.digest ?? name.tag ?? 'latest'}`,
    headers: { accept: accepted },
    what: `the image ${shown}`,
    wanted: [200],
  };
  const retries = new Retries(policy, session.waiting, signal);
  for (;;) {
    const response = await session.request(request);
    try {
      const bytes = await readSmallBody(response, limits.manifestBytes);
      if (bytes === undefined) throw tooLarge(shown);
      return rootManifest(bytes, response, name);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      if (!(await retries.pause())) throw networkFault(error);
    }
  }
}

function rootManifest(bytes: Uint8Array, response: HttpResponse, name: RegistryName): RootManifest {
  const announced = response.headers['docker-content-digest'];
  const wanted = name.digest ?? (typeof announced === 'string' && isDigest(announced) ? announced : undefined);
  const digest = digestOf(bytes, wanted === undefined ? 'sha256' : algorithmOf(wanted));
  const shown = renderRegistryName(name);
  if (wanted !== undefined && wanted !== digest) throw otherDigest(shown, wanted, digest);
  const said = response.headers['content-type']?.split(';')[0]?.trim() ?? '';
  const mediaType = registryManifestType(bytes, shown, said);
  return { descriptor: { digest, size: bytes.length, mediaType }, bytes };
}

function otherDigest(shown: string, wanted: string, found: string): Fault {
  return new Fault('registry/digest', `the registry sent another manifest for ${shown}: ${found}, not ${wanted}`, {
    hint: 'do not trust it: the registry, or a proxy in front of it, is broken or compromised',
  });
}

function tooLarge(shown: string): Fault {
  return new Fault('image/too-large', `the manifest of ${shown} has more than ${limits.manifestBytes} bytes`, {
    hint: 'check the name: image manifests are much smaller',
  });
}
