import type { BuildOptions } from './build-request.ts';

/** A container that osbuild reads. */
export interface ContainerReference {
  /** The name under which it is stored. */
  readonly name: string;
  /** The name under which it is found. */
  readonly source: string;
  /** Whether it is in local storage; otherwise osbuild fetches it from its registry. */
  readonly local: boolean;
}

/** A container under its own name, from where the options say. */
export function referTo(name: string, { remoteSource }: BuildOptions): ContainerReference {
  return { name, source: name, local: !remoteSource };
}
