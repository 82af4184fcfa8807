import { comparableHost } from '@bootwright/container-facts';
import { isAddress, isPrivateHost } from '../http/private-address.ts';

/** Who may be asked for the tokens of a registry. */
export interface TokenHosts {
  /** The registry that is asked. */
  readonly registry: URL;
  /** Whether servers prove who they are. */
  readonly tlsVerify: boolean;
  /** Hosts, with or without a port, that the user or registries.conf names. */
  readonly named: readonly string[];
}

/**
 * Whether a token service may be asked, and be shown a login: on the registry's own host, at any port; one that is named;
 * or, where both prove who they are, a host of the registry's parent domain: `auth.docker.io` for `registry-1.docker.io`.
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
 * The domain that a host is below, where it belongs to somebody: two labels at least, and one more behind a suffix that
 * many share. Without the public suffix list, whose 15,000 entries change each week: what this takes for shared, such as
 * `ab.de`, needs to be named.
 */
function parentDomain(hostname: string): string | undefined {
  const labels = hostname.split('.').slice(1);
  const [second = '', top = ''] = labels.slice(-2);
  const isShared = top.length === 2 && (second.length <= 3 || sharedSecondLevels.includes(second));
  return labels.length >= (isShared ? 3 : 2) ? labels.join('.') : undefined;
}

/** Longer second levels of countries below which names are given out. */
const sharedSecondLevels: readonly string[] = [
  'asso',
  'gouv',
  'info',
  'nome',
  'idrett',
  'firm',
  'govt',
  'school',
  'iwi',
  'maori',
];
