import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { NetworkError } from './network-error.ts';
import { isLinkLocalAddress, isPrivateAddress } from './private-address.ts';

/** Finds addresses as usual, and fails where one of them is of this machine or a private network. */
export const publicLookup = lookupWithout(isPrivateAddress);

/** Finds addresses as usual, and fails where one of them is link-local. */
export const lookupExceptLinkLocal = lookupWithout(isLinkLocalAddress);

function lookupWithout(isHidden: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const hidden = addresses.find(({ address }) => isHidden(address));
      if (hidden !== undefined) return callback(new NetworkError('private', 'on a private network', hostname), '', 0);
      const [first] = addresses;
      if (options.all === true) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}
