import { type Bytes, formatBytes, unreachable } from '@bootwright/core';

/** What is to be found inside a booted system; what is absent is not looked at. */
export type GuestExpectation =
  | {
      readonly kind: 'user';
      readonly name: string;
      readonly uid?: number;
      readonly home?: string;
      readonly shell?: string;
      /** The groups it is among others in. */
      readonly groups?: readonly string[];
      /** A line of its authorized_keys; comments do not count. */
      readonly sshKey?: string;
    }
  | { readonly kind: 'group'; readonly name: string; readonly gid?: number }
  | ({ readonly kind: 'file'; readonly path: string; readonly sha256?: string } & ExpectedNode)
  | ({ readonly kind: 'directory'; readonly path: string } & ExpectedNode)
  | { readonly kind: 'mount'; readonly path: string; readonly fileSystem?: string; readonly minimumSize?: Bytes }
  | { readonly kind: 'kernel-argument'; readonly argument: string }
  | { readonly kind: 'hostname'; readonly hostname: string }
  | { readonly kind: 'unit'; readonly unit: string; readonly state: 'enabled' | 'disabled' | 'masked' }
  /** What `bootc status` says is booted: the reference, or the digest of its manifest. */
  | { readonly kind: 'image'; readonly image?: string; readonly digest?: string }
  /** The root is the composefs that the command line names; `verified`: its files are held against their digests. */
  | { readonly kind: 'composefs'; readonly verified: boolean };

interface ExpectedNode {
  /** Permission bits, in octal as text: `0644`. */
  readonly mode?: string;
  /** A name or a number. */
  readonly user?: string | number;
  readonly group?: string | number;
}

/** What is expected, in a few words: `user admin`. */
export function renderExpectation(expectation: GuestExpectation): string {
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
      return `image ${expectation.image ?? expectation.digest ?? 'of any name'}`;
    case 'composefs':
      return expectation.verified ? 'verified composefs root' : 'composefs root';
    default:
      return unreachable(expectation);
  }
}
