import type { GuestExpectation } from '@bootwright/guest-checks';
import type { BootOptions } from '../boot-options.ts';
import type { Awaited } from '../waiting/awaited.ts';
import type { Capability } from './capabilities.ts';

/** How a test logs in to the guest. */
export interface SshOptions {
  /** `root` by default. */
  readonly user?: string;
  /**
   * The file of a private key that the image knows. By default a key is made for the test, and given to root by a
   * credential, which systemd 252 and later reads.
   */
  readonly key?: string;
  /** The port of this host; a free one by default. */
  readonly port?: number;
}

/** What is booted, how, and what is kept of it. All options of `boot` but those that the test decides. */
export interface BootTestOptions extends Omit<BootOptions, 'ssh' | 'signal' | 'onLine' | 'script'> {
  /** A disk, an ISO, or the archive or folder of a network boot; relative to the root of the vitest project. */
  readonly disk: string;
  /** The event after which the test begins; by default the end of the boot, and then an SSH login where `ssh` is given. */
  readonly until?: Awaited;
  /** Whether commands can be run in the guest; not by default. */
  readonly ssh?: boolean | SshOptions;
  /** Checked inside the guest before the test begins; a test fails where one is not met. Needs systemd 256 or later. */
  readonly expectations?: readonly GuestExpectation[];
  /**
   * Milliseconds for boot and test. By default vitest's `testTimeout` where the project sets one, or else 10 minutes: a
   * boot does not end in vitest's 5 seconds.
   */
  readonly timeout?: number;
  /**
   * What must not be missing: then a test fails where it would be skipped. By default the environment variable
   * BOOTWRIGHT_REQUIRE says so, as `all` or as names with commas between them.
   */
  readonly requireCapabilities?: boolean | readonly Capability[];
  /** The folder for what is kept, in a folder for each test; `test-results/boot` of the project by default. */
  readonly artefacts?: string;
  /** When artefacts are kept: of failed tests by default. */
  readonly keep?: 'on-failure' | 'always';
  /** Further options of vitest, such as `retry`. */
  readonly vitest?: VitestOptions;
}

/** Options of a test that vitest reads. */
export interface VitestOptions {
  readonly retry?: number;
  readonly repeats?: number;
  readonly concurrent?: boolean;
  readonly fails?: boolean;
}
