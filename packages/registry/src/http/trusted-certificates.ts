import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecureContext } from 'node:tls';
import { createSecureContext, rootCertificates } from 'node:tls';
import { Fault } from '@bootwright/core';
import { readConfiguration, readConfigurationFile } from '../configuration/configuration-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface TrustOptions {
  readonly environment: Environment;
  readonly signal?: AbortSignal;
}

/** Certificate stores of distributions (Go's `crypto/x509`, root_linux.go). */
const systemStores = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * The authorities to trust and the client certificate to send: those of the system's store (`SSL_CERT_FILE` names another
 * one; Node's own where it is missing), `NODE_EXTRA_CA_CERTS`, and certs.d of the host (containers-certs.d(5)): authorities
 * in `*.crt`, pairs of `*.cert` and `*.key`. Faults: `registry/certificate-file`.
 */
export async function tlsContext(host: string, { environment, signal }: TrustOptions): Promise<SecureContext> {
  const directory = await certificateDirectory(host, environment, signal);
  const authorities = [...(await systemAuthorities(environment, signal)), ...directory.authorities];
  try {
    return createSecureContext({ ca: authorities, ...(directory.client ?? {}) });
  } catch (cause) {
    throw certificateFault(`a certificate or key for ${host} cannot be used`, directory.path ?? '', cause);
  }
}

async function systemAuthorities(
  environment: Environment,
  signal?: AbortSignal,
): Promise<readonly (string | Buffer)[]> {
  const { SSL_CERT_FILE: named, NODE_EXTRA_CA_CERTS: extra } = environment;
  const found = named ? await readNamed(named, 'SSL_CERT_FILE', signal) : await firstOf(systemStores);
  const more = extra ? [await readNamed(extra, 'NODE_EXTRA_CA_CERTS', signal)] : [];
  return [...(found === undefined ? rootCertificates : [found]), ...more];
}

async function firstOf(paths: readonly string[]): Promise<Buffer | undefined> {
  for (const path of paths) {
    const content = await readConfigurationFile(path).catch(() => undefined);
    if (content !== undefined && content.length > 0) return content;
  }
  return undefined;
}

function readNamed(path: string, variable: string, signal?: AbortSignal): Promise<Buffer> {
  const message = `cannot read ${JSON.stringify(path)}, named by ${variable}`;
  return readConfiguration(path, { signal, fault: (cause) => certificateFault(message, path, cause) });
}

interface CertificateDirectory {
  readonly path?: string;
  readonly authorities: readonly Buffer[];
  readonly client?: { readonly cert: Buffer; readonly key: Buffer };
}

/** The first directory that exists for a host; the user's precedes the machine's. */
async function certificateDirectory(
  host: string,
  { HOME: home }: Environment,
  signal?: AbortSignal,
): Promise<CertificateDirectory> {
  const bases = [...(home ? [join(home, '.config/containers')] : []), '/etc/containers', '/etc/docker'];
  for (const base of bases) {
    const path = join(base, 'certs.d', host);
    const names = await readdir(path).catch(() => undefined);
    if (names !== undefined) return readCertificates(path, names.sort(), signal);
  }
  return { authorities: [] };
}

async function readCertificates(
  path: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<CertificateDirectory> {
  const read = (name: string): Promise<Buffer> => {
    const file = join(path, name);
    const fault = (cause: unknown) => certificateFault(`cannot read ${JSON.stringify(file)}`, file, cause);
    return readConfiguration(file, { signal, fault });
  };
  const authorities = await Promise.all(names.filter((name) => name.endsWith('.crt')).map(read));
  const certificate = names.find((name) => name.endsWith('.cert'));
  if (certificate === undefined) return { path, authorities };
  const key = `${certificate.slice(0, -'.cert'.length)}.key`;
  return { path, authorities, client: { cert: await read(certificate), key: await read(key) } };
}

function certificateFault(message: string, path: string, cause: unknown): Fault {
  const code = cause instanceof Error && 'code' in cause ? `: ${String(cause.code)}` : '';
  return new Fault('registry/certificate-file', `${message}${code}`, {
    ...(path === '' ? {} : { at: { document: 'certificates', file: path } }),
    hint: 'check the file and its permissions; each NAME.cert needs its key in NAME.key next to it',
  });
}
