import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { NetworkError } from './network-error.ts';
import { isLinkLocalAddress, isPrivateAddress } from './private-address.ts';

/** Which addresses may be connected to. */
export type Reach = 'any' | 'not-link-local' | 'public';

const hidden = { 'not-link-local': isLinkLocalAddress, public: isPrivateAddress };

/** Resolves names as usual, and fails where an address is out of reach; `undefined` where none can be. */
export function lookupWithin(reach: Reach): LookupFunction | undefined {
  if (reach === 'any') return undefined;
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const found = addresses.find(({ address }) => hidden[reach](address));
      if (found !== undefined) return callback(new NetworkError('private', 'on a private network', hostname), '', 0);
      const [first] = addresses;
      if (options.all === true) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}
