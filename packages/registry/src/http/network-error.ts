import { Fault, unreachable } from '@bootwright/core';

/** Why a connection failed. */
export type NetworkErrorKind =
  /** It broke, or timed out: worth a retry. */
  | 'broken'
  | 'closed'
  | 'unknown-host'
  /** The server's certificate is not trusted. */
  | 'certificate'
  /** The server does not speak TLS. */
  | 'not-tls'
  /** The server sends so little that it would take for ever. */
  | 'slow'
  /** A name resolves to this machine or a private network, which is not allowed. */
  | 'private'
  /** The proxy opens no tunnel; the reason is its status. */
  | 'proxy';

/** A connection that failed. Callers of the package get the fault of `networkFault`. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly kind: NetworkErrorKind;
  /** An errno name or a few words, such as `ECONNRESET`. */
  readonly reason: string;
  /** The host, with or without a port. */
  readonly server: string;

  constructor(kind: NetworkErrorKind, reason: string, server: string) {
    super(reason);
    this.kind = kind;
    this.reason = reason;
    this.server = server;
  }
}

const kinds = new Map<string, NetworkErrorKind>([
  ['ECONNREFUSED', 'closed'],
  ['ENOTFOUND', 'unknown-host'],
  ['EPROTO', 'not-tls'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['CERT_NOT_YET_VALID', 'certificate'],
  ['CERT_REVOKED', 'certificate'],
  ['CERT_UNTRUSTED', 'certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['HOSTNAME_MISMATCH', 'certificate'],
  ['INVALID_CA', 'certificate'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'certificate'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
]);

/** An error of `node:http` or `node:https`, without its message, which may contain what was sent. */
export function networkError(error: unknown, server: string): NetworkError {
  if (error instanceof NetworkError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  if (code.startsWith('ERR_SSL_')) return new NetworkError('not-tls', code, server);
  return new NetworkError(kinds.get(code) ?? 'broken', code, server);
}

/** The fault for the user. */
export function networkFault(error: NetworkError): Fault {
  const { kind, reason, server } = error;
  switch (kind) {
    case 'broken':
      return new Fault('registry/connection', `the connection to ${server} broke, and retries are used up: ${reason}`, {
        hint: 'check the network, proxies, firewalls, and whether the registry is up; then try again',
      });
    case 'closed':
      return new Fault('registry/connection', `${server} does not accept connections`, {
        hint:
          server === 'localhost'
            ? 'podman calls images in its own storage localhost/NAME: read such an image as containers-storage:localhost/NAME'
            : 'check the name and port of the registry, and whether it is up',
      });
    case 'unknown-host':
      return new Fault('registry/unknown-host', `host not found: ${server}`, {
        hint: 'check the name of the registry, and DNS on this machine',
      });
    case 'certificate':
      return new Fault('registry/certificate', `the certificate of ${server} is not trusted: ${reason}`, {
        hint: 'put the certificate of its authority into /etc/containers/certs.d/HOST:PORT/ca.crt, or name it in NODE_EXTRA_CA_CERTS; --tls-verify=false accepts any certificate',
      });
    case 'not-tls':
      return new Fault('registry/not-tls', `${server} does not speak HTTPS with this program: ${reason}`, {
        hint: 'if the registry speaks plain HTTP and you trust the network, use --tls-verify=false',
      });
    case 'slow':
      return new Fault('registry/slow', `gave up on ${server}: ${reason}`, {
        hint: 'try again on another network, or from a mirror; or fetch the image with "podman pull" first',
      });
    case 'private':
      return new Fault('registry/redirect', `a redirect to ${server} is not followed: the host is ${reason}`, {
        hint: 'ask the operator of the registry; only registries in private networks redirect there',
      });
    case 'proxy':
      return new Fault('registry/proxy', `cannot reach ${server}: the proxy responded ${reason}`, {
        hint:
          reason === '407'
            ? 'put the login of the proxy into HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT'
            : 'ask the operator of the proxy, or name the host in NO_PROXY',
      });
    default:
      return unreachable(kind);
  }
}
