import { referenceLines } from './reference.ts';

/** What composefs-rs makes of a rule of file_contexts. */
export interface PatternFact {
  readonly expression: string;
  /** Of a kind of file; '' for a rule for every kind, which was asked about regular files. */
  readonly letter: string;
  /** `dfa` (Rust's engine) or `pcre2`; absent where neither reads it. */
  readonly engine?: string;
  /** A 1 for each path that it fits, a 0 for each other one. */
  readonly fits?: string;
}

/** The facts of `composefs/patterns`, and the paths that each was asked about, as byte strings. */
export function recordedPatterns(): { readonly paths: readonly string[]; readonly facts: readonly PatternFact[] } {
  const [first, ...facts] = referenceLines<PatternFact & { readonly paths?: readonly string[] }>('composefs/patterns');
  return { paths: first?.paths ?? [], facts };
}
