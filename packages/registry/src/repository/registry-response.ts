import { Fault, readJsonText } from '@bootwright/core';

/** A request that a registry did not grant. */
export interface FailedRequest {
  readonly status: number;
  /** The host that answered. */
  readonly server: string;
  /** What was asked for: `the image host.example/acme/os:1`, `the layer sha256:…`. */
  readonly what: string;
  /** Codes of the distribution specification in the response's body. */
  readonly codes: readonly string[];
  /** The registry as `podman login` names it. */
  readonly registry: string;
  /** Where the login came from that was shown, if any. */
  readonly loginFrom?: string;
}

/**
 * The codes of the distribution specification and Docker's registry. Of an response nothing else is repeated: a server may
 * say anything, even what it was sent in secret.
 */
const knownCodes = new Set([
  'BLOB_UNKNOWN',
  'DENIED',
  'MANIFEST_INVALID',
  'MANIFEST_UNKNOWN',
  'NAME_INVALID',
  'NAME_UNKNOWN',
  'SIZE_INVALID',
  'TAG_INVALID',
  'TOOMANYREQUESTS',
  'UNAUTHORIZED',
  'UNAVAILABLE',
  'UNKNOWN',
  'UNSUPPORTED',
]);

/** The error codes in the body of a registry's response; none where it is of another form. */
export function registryErrorCodes(text: string): readonly string[] {
  const reading = readJsonText(text);
  const body = reading.kind === 'value' ? reading.value : undefined;
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : undefined;
  if (!Array.isArray(errors)) return [];
  const codes = errors.flatMap((error: unknown) =>
    typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : [],
  );
  return [...new Set(codes)].filter((code) => knownCodes.has(code));
}

/** What a user is told of an response that is none. */
export function responseFault(request: FailedRequest): Fault {
  const { status, server, what, codes, registry, loginFrom } = request;
  const said = `${status}${codes.length === 0 ? '' : ` ${codes.join(', ')}`}`;
  if (status === 401 || status === 403) {
    return loginFrom === undefined
      ? new Fault('registry/denied', `${server} refuses ${what} without a login (${said})`, {
          hint: `check the name, since private images and those that do not exist look alike; or log in: podman login ${registry}`,
        })
      : new Fault('registry/denied', `${server} refuses ${what} with the login of ${loginFrom} (${said})`, {
          hint: `check the name and whether this login may read it; or log in again: podman login ${registry}`,
        });
  }
  if (status === 404) {
    return new Fault('registry/not-found', `${server} does not have ${what} (${said})`, {
      hint: 'check the name and the tag; a registry may also hide from strangers what they may not read',
    });
  }
  if (status === 429) {
    return new Fault('registry/too-many-requests', `${server} wants fewer requests than ${what} needs (${said})`, {
      hint: `wait as long as it asks, or log in for a higher limit: podman login ${registry}`,
    });
  }
  if (status >= 500) {
    return new Fault('registry/unavailable', `${server} fails to give ${what}, more often than is retried (${said})`, {
      hint: 'the trouble is on its side: try again later',
    });
  }
  return new Fault('registry/response', `${server} answers ${said} when asked for ${what}`, {
    hint: 'check that the name is that of a registry which speaks the OCI distribution API (/v2/)',
  });
}
