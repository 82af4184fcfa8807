import { parseRegistryName } from '@bootwright/container-facts';
import type { BlobStore, ImageReference, ReadImage, ReadOptions } from '@bootwright/container-image';
import {
  isDocumentMediaType,
  limits,
  readStoredImage,
  renderImageReference,
  spooledStore,
} from '@bootwright/container-image';
import type { Notice } from '@bootwright/core';
import { defined, Fault } from '@bootwright/core';
import { withScratchFile } from '@bootwright/file-tree';
import type { FoundLogin } from './authentication/logins.ts';
import { findLogin } from './authentication/logins.ts';
import type { ImageSource } from './configuration/image-sources.ts';
import { imageSources } from './configuration/image-sources.ts';
import type { RegistryEntry } from './configuration/registries-conf.ts';
import { readRegistries } from './configuration/registries-files.ts';
import { HttpClient } from './http/http-client.ts';
import type { RetryPolicy } from './http/retry-policy.ts';
import { defaultRetryPolicy } from './http/retry-policy.ts';
import { WaitingTime } from './http/waiting-time.ts';
import { registryBlobs } from './repository/registry-blobs.ts';
import { RegistrySession } from './repository/registry-session.ts';
import type { RootManifest } from './repository/root-manifest.ts';
import { readRootManifest } from './repository/root-manifest.ts';

type RegistryReference = Extract<ImageReference, { readonly transport: 'docker' }>;

/**
 * An image in a registry, over the OCI distribution API. From an index, the image for `options.architecture` is read, by
 * default that of this host. The configuration of podman and skopeo applies: their logins and Docker's (there is no prompt,
 * and none is ever shown), mirrors and blocks of registries.conf, certs.d, the system's certificates, and proxies of the
 * environment.
 *
 * Faults: `reference/registry-name`, `registry/…`, and those of `readStoredImage`. The signal's reason where it ends.
 */
export async function readRegistry(
  reference: RegistryReference,
  options: ReadOptions,
  policy: RetryPolicy = defaultRetryPolicy,
): Promise<ReadImage> {
  const name = parseRegistryName(reference.name);
  const registries = await readRegistries(options.environment, options.signal);
  const sources = imageSources(name, registries.entries, parseRegistryName);
  const tokenHosts = [...(options.tokenHosts ?? []), ...registries.entries.flatMap(hostsOf)];
  const request = { reference, options, policy, tokenHosts };
  const notices: Notice[] = [...registries.notices, ...sources.notices];
  for (const mirror of sources.mirrors) {
    try {
      const read = await readSource(mirror, request);
      return { ...read, notices: [...notices, ...read.notices] };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      notices.push(mirrorNotice(error));
    }
  }
  const read = await readSource(sources.own, request);
  return { ...read, notices: [...notices, ...read.notices] };
}

function mirrorNotice({ message, hint }: Fault): Notice {
  return {
    code: 'registry/mirror',
    message: `a mirror did not have the image, and the next was tried: ${message}`,
    at: { document: 'registries.conf' },
    ...defined({ hint }),
  };
}

interface Request {
  readonly reference: RegistryReference;
  readonly options: ReadOptions;
  readonly policy: RetryPolicy;
  readonly tokenHosts: readonly string[];
}

/** The hosts that an entry of registries.conf names. */
function hostsOf({ prefix, location, mirrors }: RegistryEntry): readonly string[] {
  const places = [prefix, ...(location === undefined ? [] : [location]), ...mirrors.map((mirror) => mirror.location)];
  return places.filter((place) => !place.startsWith('*.')).map((place) => place.replace(/\/.*/s, ''));
}

async function readSource(
  { name, insecure }: ImageSource,
  { reference, options, policy, tokenHosts }: Request,
): Promise<ReadImage> {
  const { environment } = options;
  const tlsVerify = options.tlsVerify ?? !insecure;
  const ending = options.signal === undefined ? {} : { signal: options.signal };
  const { silenceMilliseconds } = policy;
  const waiting = new WaitingTime(policy.waiting);
  const client = new HttpClient({ tlsVerify, silenceMilliseconds, waiting, environment, ...ending });
  let found: FoundLogin = { notices: [] };
  const session = new RegistrySession(name, {
    client,
    policy,
    tlsVerify,
    tokenHosts,
    ...ending,
    findLogin: async () => {
      found = await findLogin(name, { runner: options.runner, environment, ...ending });
      return found.login;
    },
  });
  try {
    const root = await readRootManifest(session, name, { policy, ...ending });
    const store = registryBlobs({ session, policy, isManifest: isDocumentMediaType, ...ending });
    const image = { name: renderImageReference(reference), manifest: root.descriptor };
    const read = await withScratchFile(environment, (scratch) =>
      readStoredImage(spooledStore(withRoot(store, root), scratch, limits.spooled), image, options),
    );
    return { ...read, notices: [...found.notices, ...read.notices] };
  } catch (error) {
    throw error instanceof Fault ? withHelperNotice(error, found.notices) : error;
  } finally {
    client.close();
  }
}

/** Where a login is missing, a failed helper is the likely cause. */
function withHelperNotice(fault: Fault, notices: readonly Notice[]): Fault {
  const [notice] = notices;
  if (notice === undefined || (fault.code !== 'registry/denied' && fault.code !== 'registry/token')) return fault;
  return new Fault(fault.code, `${fault.message}; ${notice.message}`, {
    ...defined({ at: notice.at, hint: notice.hint }),
  });
}

/** The manifest that was read for its digest is not requested again. */
function withRoot(store: BlobStore, { descriptor, bytes }: RootManifest): BlobStore {
  return {
    open: (blob, signal) => (blob.digest === descriptor.digest ? once(bytes.slice()) : store.open(blob, signal)),
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield bytes;
}
