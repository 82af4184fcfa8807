import { Fault, unreachable } from '@bootwright/core';

/** Why a connection came to nothing. */
export type NetworkErrorKind =
  /** It broke, or nobody answered in time: worth another try. */
  | 'broken'
  | 'refused'
  | 'unknown-host'
  /** The server's certificate is not trusted. */
  | 'certificate'
  /** What answered does not speak TLS. */
  | 'not-tls'
  /** It gives so little that it would take for ever. */
  | 'slow'
  /** A name leads to this machine or a private network, where it must not. */
  | 'private'
  /** The proxy between leads nowhere; the reason is its status. */
  | 'proxy';

/** A connection that came to nothing. It stays in this directory: what leaves it is the fault of `networkFault`. */
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
  ['ECONNREFUSED', 'refused'],
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

/** What an error of `node:http` or `node:https` means. Its message is left behind: it may hold what was sent. */
export function networkError(error: unknown, server: string): NetworkError {
  if (error instanceof NetworkError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  if (code.startsWith('ERR_SSL_')) return new NetworkError('not-tls', code, server);
  return new NetworkError(kinds.get(code) ?? 'broken', code, server);
}

/** What a user is told of `trouble`. */
export function networkFault(trouble: NetworkError): Fault {
  const { kind, reason, server } = trouble;
  switch (kind) {
    case 'broken':
      return new Fault(
        'registry/connection',
        `the connection to ${server} broke, more often than is retried: ${reason}`,
        {
          hint: 'check the network, a proxy or firewall between, and whether the registry is up; then try again',
        },
      );
    case 'refused':
      return new Fault('registry/connection', `${server} refuses connections`, {
        hint:
          server === 'localhost'
            ? 'podman calls images of its own storage localhost/NAME: read such a one as containers-storage:localhost/NAME'
            : 'check the name and port of the registry, and whether it is up',
      });
    case 'unknown-host':
      return new Fault('registry/unknown-host', `there is no host ${server}`, {
        hint: 'check the name of the registry, and the name server of this machine',
      });
    case 'certificate':
      return new Fault('registry/certificate', `the certificate of ${server} is not trusted: ${reason}`, {
        hint: 'put the certificate of its authority into /etc/containers/certs.d/HOST:PORT/ca.crt, or name it in NODE_EXTRA_CA_CERTS; --tls-verify=false trusts any',
      });
    case 'not-tls':
      return new Fault('registry/not-tls', `${server} does not speak HTTPS as this program does: ${reason}`, {
        hint: 'if it is a registry that speaks plain HTTP and you trust the network, give --tls-verify=false',
      });
    case 'slow':
      return new Fault('registry/slow', `${server} is given up: ${reason}`, {
        hint: 'try again on another network, or from a mirror; or fetch the image with "podman pull" first',
      });
    case 'private':
      return new Fault('registry/redirect', `a redirect to ${server} is not followed: it is ${reason}`, {
        hint: 'ask whoever runs the registry; only registries of private networks lead there',
      });
    case 'proxy':
      return new Fault('registry/proxy', `${server} is not reached: the proxy answers ${reason}`, {
        hint:
          reason === '407'
            ? 'put its login into HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT'
            : 'ask whoever runs the proxy, or name the host in NO_PROXY',
      });
    default:
      return unreachable(kind);
  }
}
