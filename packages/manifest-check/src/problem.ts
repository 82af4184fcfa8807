import { cutName, cutNames, type DocumentPath, defined, type Position } from '@bootwright/core';

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
export interface ManifestProblem extends Omit<Finding, 'exact'>, Position {}

export type Report = (build: () => Finding) => void;

/** As many as anybody reads in one go; it bounds time and memory on hostile input. */
const mostListed = 100;

/** No key, path or URL of a manifest is longer; longer ones are shown cut. */
const longestName = 1000;

/** What is shown of a finding, with its long names cut. */
export function shownFinding({ code, message, path, hint }: Finding): Finding {
  return {
    code,
    message: cutNames(message),
    path: path.map((step) => (typeof step === 'string' ? cutName(step, longestName) : step)),
    ...defined({ hint: hint && cutNames(hint) }),
  };
}

/** The first hundred findings, and how many more there are. */
export class Findings {
  readonly #listed: Finding[] = [];
  readonly #known = new Set<string>();
  readonly #names = new Map<string, number>();
  #count = 0;

  /** What the document and a module of osbuild both reject is listed once. */
  readonly report: Report = (build) => {
    if (this.#listed.length >= mostListed) {
      this.#count++;
      return;
    }
    const finding = build();
    const { code, message, path, exact } = finding;
    const key = JSON.stringify([code, message, path, exact], (_, value) => this.#short(value));
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#count++;
    this.#listed.push(finding);
  };

  /** A number in the place of a long name, which may be part of a hundred paths. */
  #short(value: unknown): unknown {
    if (typeof value !== 'string' || value.length <= longestName) return value;
    const number = this.#names.get(value) ?? this.#names.size;
    this.#names.set(value, number);
    return number;
  }

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
