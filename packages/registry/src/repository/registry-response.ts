import { Fault, listOf, objectOf, parsedJson, textOf } from '@bootwright/core';

export interface FailedRequest {
  readonly status: number;
  /** The host that answered. */
  readonly server: string;
  /** What was requested: `the image host.example/acme/os:1`, `the layer sha256:…`. */
  readonly what: string;
  /** Codes of the distribution specification in the response's body. */
  readonly codes: readonly string[];
  /** The registry as `podman login` names it. */
  readonly registry: string;
  /** Where the login came from that was sent, if any. */
  readonly loginFrom?: string;
}

/**
 * The codes of the distribution specification and Docker's registry. Nothing else of a response is quoted: a server may
 * repeat a secret that it was sent.
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

/** The error codes in the body of a registry's response; none in another format. */
export function registryErrorCodes(text: string): readonly string[] {
  const codes = listOf(objectOf(parsedJson(text)).errors).map((error) => textOf(objectOf(error).code) ?? '');
  return [...new Set(codes)].filter((code) => knownCodes.has(code));
}

/** The fault of a status that is not success. */
export function responseFault(request: FailedRequest): Fault {
  const { status, server, what, codes, registry, loginFrom } = request;
  const said = `${status}${codes.length === 0 ? '' : ` ${codes.join(', ')}`}`;
  if (status === 401 || status === 403) {
    return loginFrom === undefined
      ? new Fault('registry/denied', `${server} denies access to ${what} without a login (${said})`, {
          hint: `check the name, as private and missing images look the same; or log in: podman login ${registry}`,
        })
      : new Fault('registry/denied', `${server} denies access to ${what} with the login from ${loginFrom} (${said})`, {
          hint: `check the name and the permissions of this login; or log in again: podman login ${registry}`,
        });
  }
  if (status === 404) {
    return new Fault('registry/not-found', `${server} does not have ${what} (${said})`, {
      hint: 'check the name and the tag; a registry may also hide private images from users without a login',
    });
  }
  if (status === 429) {
    return new Fault(
      'registry/too-many-requests',
      `${server} limits requests, and rejected the one for ${what} (${said})`,
      {
        hint: `wait, or log in for a higher limit: podman login ${registry}`,
      },
    );
  }
  if (status >= 500) {
    return new Fault('registry/unavailable', `${server} cannot serve ${what}, and retries are used up (${said})`, {
      hint: 'try again later: the registry has a problem',
    });
  }
  return new Fault('registry/answer', `${server} responded ${said} to the request for ${what}`, {
    hint: 'check that this is a registry with the OCI distribution API (/v2/)',
  });
}
