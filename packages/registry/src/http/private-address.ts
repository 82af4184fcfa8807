import { BlockList, isIP } from 'node:net';

/** Networks that are not part of the internet (IANA's registries of special-purpose addresses). */
const networks: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];
const list = new BlockList();
for (const [network, bits, family] of networks) list.addSubnet(network, bits, family);

/** Where clouds serve a machine's secrets, and no registry is (RFC 3927, RFC 4291; Amazon's `fd00:ec2::254`). */
const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');
linkLocal.addAddress('fd00:ec2::254', 'ipv6');

/** Names of this machine, or of machines on its network (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`). */
const privateName = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/;

/** Whether an address is this machine's or that of a private network. */
export function isPrivateAddress(address: string): boolean {
  return isIn(list, address);
}

/** Whether an address is link-local, as those of clouds' metadata services are. */
export function isLinkLocalAddress(address: string): boolean {
  return isIn(linkLocal, address);
}

/** Whether a URL's host is a link-local address; a name may still resolve to one. */
export function isLinkLocalHost(hostname: string): boolean {
  return isLinkLocalAddress(bareHost(hostname));
}

function isIn(networks: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && networks.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a URL's host is a private address or name; other names may still resolve to a private address. */
export function isPrivateHost(hostname: string): boolean {
  const host = bareHost(hostname);
  return isIP(host) === 0 ? privateName.test(host) || !host.includes('.') : isPrivateAddress(host);
}

/** Whether a URL's host is an address, not a name. */
export function isAddress(hostname: string): boolean {
  return isIP(bareHost(hostname)) !== 0;
}

function bareHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}
