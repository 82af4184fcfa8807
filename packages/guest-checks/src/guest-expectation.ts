import { type Bytes, formatBytes, unreachable } from '@bootwright/core';

/** What is expected in a booted system. Absent properties are not checked. */
export type GuestExpectation =
  | {
      readonly kind: 'user';
      readonly name: string;
      readonly uid?: number;
      readonly home?: string;
      readonly shell?: string;
      /** Groups that the user is a member of, possibly among others. */
      readonly groups?: readonly string[];
      /** A line of its authorized_keys; comments are ignored. */
      readonly sshKey?: string;
      /** Its password: a hash of crypt(5), or any that allows a login. */
      readonly password?: { readonly kind: 'hash'; readonly hash: string } | { readonly kind: 'any' };
    }
  | { readonly kind: 'group'; readonly name: string; readonly gid?: number }
  | ({ readonly kind: 'file'; readonly path: string; readonly sha256?: string } & NodeExpectation)
  | ({ readonly kind: 'directory'; readonly path: string } & NodeExpectation)
  | { readonly kind: 'mount'; readonly path: string; readonly fileSystem?: string; readonly minimumSize?: Bytes }
  | { readonly kind: 'kernel-argument'; readonly argument: string }
  | { readonly kind: 'hostname'; readonly hostname: string }
  | { readonly kind: 'unit'; readonly unit: string; readonly state: 'enabled' | 'disabled' | 'masked' }
  /** The image that `bootc status` reports as booted: its reference, or the digest of its manifest. */
  | { readonly kind: 'image'; readonly image?: string; readonly digest?: string }
  /** The root is the composefs that the command line names; `verified`: its files are checked against their digests. */
  | { readonly kind: 'composefs'; readonly verified: boolean };

interface NodeExpectation {
  /** Permission bits, in octal as text: `0644`. */
  readonly mode?: string;
  /** A name or a number. */
  readonly user?: string | number;
  readonly group?: string | number;
}

/** The expectation in a few words: `user admin`. */
export function renderGuestExpectation(expectation: GuestExpectation): string {
  switch (expectation.kind) {
    case 'user':
    case 'group':
      return `${expectation.kind} ${expectation.name}`;
    case 'file':
    case 'directory':
      return `${expectation.kind} ${expectation.path}`;
    case 'mount': {
      const size = expectation.minimumSize === undefined ? '' : ` of ${formatBytes(expectation.minimumSize)}`;
      return `${expectation.fileSystem ?? 'file system'} ${expectation.path}${size}`;
    }
    case 'kernel-argument':
      return `kernel argument ${expectation.argument}`;
    case 'hostname':
      return `host name ${expectation.hostname}`;
    case 'unit':
      return `${expectation.unit} ${expectation.state}`;
    case 'image':
      return `image ${expectation.image ?? expectation.digest ?? 'with any name'}`;
    case 'composefs':
      return expectation.verified ? 'verified composefs root' : 'composefs root';
    default:
      return unreachable(expectation);
  }
}
