import type { BlobDescriptor, BlobStore } from '@bootwright/container-image';
import { defined, Fault, isDigest } from '@bootwright/core';
import { anySignal } from '../http/http-client.ts';
import type { HttpResponse } from '../http/http-exchange.ts';
import { NetworkError, networkFault } from '../http/network-error.ts';
import { Retries } from '../http/retries.ts';
import type { RetryPolicy } from '../http/retry-policy.ts';
import type { RegistrySession } from './registry-session.ts';

export interface RegistryBlobsOptions {
  readonly session: RegistrySession;
  readonly policy: RetryPolicy;
  readonly signal?: AbortSignal;
  /** Whether a media type is that of a manifest or index, which have another path than blobs. */
  readonly isManifest: (mediaType: string) => boolean;
}

/** How often one blob may break off, however little comes each time. */
const mostResumes = 100;

/**
 * The blobs of a repository. One that breaks off is requested from there on (HTTP ranges), or, where the server has no
 * ranges, again from its beginning, of which the known part is skipped. The reader checks digests. Faults:
 * `registry/blob-size` for more or fewer bytes than in the descriptor.
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
      // All bytes have come; how the connection ended does not matter.
      if (given === blob.size) return;
      if (resumes >= mostResumes || !(await retries.pause())) throw networkFault(error);
      continue;
    }
    if (resumes >= mostResumes || !(await retries.pause())) throw wrongSize(blob, why);
  }
}

/** Where in the blob a response begins. */
function startOf(response: HttpResponse, asked: number, blob: BlobDescriptor): number {
  if (response.status === 200) return 0;
  const start = /^bytes (\d+)-\d+\/(?:\d+|\*)$/.exec(response.headers['content-range'] ?? '')?.[1];
  if (start !== undefined && Number(start) === asked) return asked;
  response.drop();
  throw new Fault('registry/range', `${response.url.host} sent another range of ${blob.digest} than requested`, {
    hint: 'try another registry, or save the image into an archive: the registry, or a proxy in front of it, violates HTTP',
  });
}

function wrongSize(blob: BlobDescriptor, how: string): Fault {
  const message =
    how === 'more'
      ? `the registry sent more than the ${blob.size} bytes of ${blob.digest}`
      : `the registry sent fewer than the ${blob.size} bytes of ${blob.digest}: ${how}, and retries are used up`;
  return new Fault('registry/blob-size', message, {
    hint: 'push the image again, or check the proxy in front of the registry',
  });
}

function noDigest(digest: string): Fault {
  return new Fault('image/digest', `${JSON.stringify(digest.slice(0, 200))} is not a digest that can be checked`, {
    hint: 'digests are sha256: and 64, or sha512: and 128 hexadecimal digits in lower case; push the image again',
  });
}
