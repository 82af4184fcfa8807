import type { DocumentPath } from '@bootwright/core';

/** Something that is wrong with a manifest, without its place in the text. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  /** As osbuild gives it: of an object with wrong keys the object itself. Mounts are counted. */
  readonly path: DocumentPath;
  /** The key or value in question, where that is not `path`. */
  readonly exact?: DocumentPath;
  readonly hint?: string;
}

/** The same with its place in the text. */
export interface ManifestProblem {
  readonly code: string;
  readonly message: string;
  readonly path: DocumentPath;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  readonly hint?: string;
}

export type Report = (build: () => Finding) => void;

/** As many as anybody reads in one go; it bounds time and memory on hostile input. */
const mostListed = 100;

/** The first hundred findings, and how many more there are. */
export class Findings {
  readonly #listed: Finding[] = [];
  readonly #known = new Set<string>();
  #count = 0;

  /** What the document and a module of osbuild both reject is listed once. */
  readonly report: Report = (build) => {
    if (this.#listed.length >= mostListed) {
      this.#count++;
      return;
    }
    const finding = build();
    const key = JSON.stringify([finding.code, finding.message, finding.path, finding.exact]);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#count++;
    this.#listed.push(finding);
  };

  get count(): number {
    return this.#count;
  }

  /** At the end, where not all are listed, one that counts the others. */
  all(): readonly Finding[] {
    const more = this.#count - this.#listed.length;
    if (more === 0) return this.#listed;
    return [...this.#listed, { code: 'manifest/more', message: `and ${more} more`, path: [] }];
  }
}
