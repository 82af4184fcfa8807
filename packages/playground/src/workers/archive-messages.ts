import type { Finding } from '../compute/outcome.ts';

/** What the page asks of the worker, which reads one archive and ends. */
export interface ArchiveRequest {
  readonly archive: Blob;
  /** The reference under which the container is deployed. */
  readonly imgref: string;
}

export type ArchiveAnswer =
  | { readonly kind: 'progress'; readonly what: string; readonly done: number; readonly total?: number }
  | {
      readonly kind: 'facts';
      readonly facts: string;
      readonly diskYaml: string;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'faults'; readonly findings: readonly Finding[] };
