import { comparableHost } from '@bootwright/container-facts';
import { isAddress, isPrivateHost } from '../http/private-address.ts';

/** Which hosts may issue tokens for a registry. */
export interface TokenHosts {
  /** The registry that is read. */
  readonly registry: URL;
  /** Whether certificates are verified. */
  readonly tlsVerify: boolean;
  /** Hosts, with or without a port, that the user or registries.conf names. */
  readonly named: readonly string[];
}

/**
 * Whether a token service may be sent a login: on the registry's own host, at any port; one that is named; or, where both
 * have verified certificates, a host in the registry's parent domain: `auth.docker.io` for `registry-1.docker.io`.
 * Addresses and private names have to be the registry's own, or named.
 */
export function isTokenHost(realm: URL, { registry, tlsVerify, named }: TokenHosts): boolean {
  if (realm.hostname === registry.hostname) return true;
  const hosts = [realm.host, realm.hostname].map(comparableHost);
  if (named.some((one) => hosts.includes(comparableHost(one)))) return true;
  const isProven = tlsVerify && realm.protocol === 'https:' && registry.protocol === 'https:';
  if (!isProven || isAddress(registry.hostname) || isPrivateHost(realm.hostname)) return false;
  const domain = parentDomain(registry.hostname);
  return domain !== undefined && (realm.hostname === domain || realm.hostname.endsWith(`.${domain}`));
}

/**
 * The domain above a host, where it has one owner: two labels at least, and one more before a suffix that many share.
 * Without the public suffix list, whose 15,000 entries change each week: what this takes for shared, such as `ab.de`,
 * needs to be named.
 */
function parentDomain(hostname: string): string | undefined {
  const labels = hostname.split('.').slice(1);
  const [second = '', top = ''] = labels.slice(-2);
  const isShared = top.length === 2 && (second.length <= 3 || sharedSecondLevel.test(second));
  return labels.length >= (isShared ? 3 : 2) ? labels.join('.') : undefined;
}

/** Longer second levels of country domains below which names are registered. */
const sharedSecondLevel = /^(?:asso|gouv|info|nome|idrett|firm|govt|school|iwi|maori)$/;
