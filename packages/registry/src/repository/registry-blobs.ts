import type { BlobDescriptor, BlobStore } from '@bootwright/container-image';
import { defined, Fault, isDigest } from '@bootwright/core';
import type { HttpResponse } from '../http/http-client.ts';
import { anySignal } from '../http/http-client.ts';
import { NetworkError, networkFault } from '../http/network-error.ts';
import { Retries } from '../http/retries.ts';
import type { RetryPolicy } from '../http/retry-policy.ts';
import type { RegistrySession } from './registry-session.ts';

export interface RegistryBlobsOptions {
  readonly session: RegistrySession;
  readonly policy: RetryPolicy;
  readonly signal?: AbortSignal;
  /** Whether a media type is that of a manifest or index, which stand at another place than blobs. */
  readonly isManifest: (mediaType: string) => boolean;
}

/** A server that breaks off more often in one blob is given up, however little by little it gives. */
const mostResumes = 100;

/**
 * The blobs of a repository. One that breaks off is asked for from there on (HTTP ranges), or, where the server knows no
 * ranges, once more from its beginning, of which what was given is left out. Digests are for the reader to check: what
 * comes is one stream. Faults: `registry/blob-size` for more or less bytes than the descriptor says.
 */
export function registryBlobs(options: RegistryBlobsOptions): BlobStore {
  return { open: (blob, signal) => readBlob(blob, options, anySignal(options.signal, signal)) };
}

async function* readBlob(
  blob: BlobDescriptor,
  { session, policy, isManifest }: RegistryBlobsOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, void> {
  if (!isDigest(blob.digest)) throw noDigest(blob.digest);
  const manifest = blob.mediaType !== undefined && isManifest(blob.mediaType);
  const path = `${manifest ? 'manifests' : 'blobs'}/${blob.digest}`;
  const accept = manifest && blob.mediaType !== undefined ? { accept: blob.mediaType } : {};
  const retries = new Retries(policy, session.waiting, signal);
  let given = 0;
  let ranges = !manifest;
  for (let resumes = 0; ; resumes++) {
    signal?.throwIfAborted();
    const range = given === 0 || !ranges ? {} : { range: `bytes=${given}-` };
    const what = `the ${manifest ? 'manifest' : 'blob'} ${blob.digest}`;
    const response = await session.request({
      path,
      headers: { ...accept, ...range },
      what,
      wanted: [200, 206, 416],
      ...defined({ signal }),
    });
    if (response.status === 416 && ranges) {
      response.drop();
      ranges = false;
      continue;
    }
    let toSkip = given - startOf(response, given, blob);
    let why: string;
    try {
      for await (const piece of response.body()) {
        signal?.throwIfAborted();
        const fresh = piece.subarray(Math.min(toSkip, piece.length));
        toSkip -= piece.length - fresh.length;
        if (fresh.length === 0) continue;
        given += fresh.length;
        if (given > blob.size) throw wrongSize(blob, 'more');
        retries.restart();
        yield fresh;
      }
      if (given === blob.size) return;
      why = 'it ended early';
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      // All bytes are there; how the connection ended does not matter.
      if (given === blob.size) return;
      if (resumes >= mostResumes || !(await retries.pause())) throw networkFault(error);
      continue;
    }
    if (resumes >= mostResumes || !(await retries.pause())) throw wrongSize(blob, why);
  }
}

/** Where in the blob an response begins. */
function startOf(response: HttpResponse, asked: number, blob: BlobDescriptor): number {
  if (response.status === 200) return 0;
  const start = /^bytes (\d+)-\d+\/(?:\d+|\*)$/.exec(response.headers['content-range'] ?? '')?.[1];
  if (start !== undefined && Number(start) === asked) return asked;
  response.drop();
  throw new Fault('registry/range', `${response.url.host} gives another part of ${blob.digest} than was asked for`, {
    hint: 'the registry, or a proxy before it, does not keep to HTTP; try another, or save the image into an archive',
  });
}

function wrongSize(blob: BlobDescriptor, how: string): Fault {
  const message =
    how === 'more'
      ? `the registry gives more than the ${blob.size} bytes of ${blob.digest}`
      : `the registry gives less than the ${blob.size} bytes of ${blob.digest}: ${how}, more often than is retried`;
  return new Fault('registry/blob-size', message, {
    hint: 'the image in the registry is broken, or a proxy before it: push it anew, or try another name of it',
  });
}

function noDigest(digest: string): Fault {
  return new Fault('image/digest', `${JSON.stringify(digest.slice(0, 200))} is no digest that can be checked`, {
    hint: 'digests are sha256: and 64, or sha512: and 128 hexadecimal digits in lower case; push the image anew',
  });
}
