import { type DocumentPath, defined, inside, type Location, type Notice } from '@bootwright/core';

/** A document in the form of another program, and what of it that form cannot say. */
export interface Converted<T> {
  readonly value: T;
  /**
   * With paths into the document that was read: `conversion/lost` for what is left out, and `conversion/changed` for what
   * is said in another way.
   */
  readonly losses: readonly Notice[];
}

/** Why something cannot be said, and what to do instead. */
export interface Reason {
  readonly why: string;
  readonly hint?: string;
}

/** Collects what a conversion leaves out or changes. */
export class Losses {
  readonly #at: Location;
  readonly #found: Notice[] = [];

  /** `at` is the place of the document that is read. */
  constructor(at: Location) {
    this.#at = at;
  }

  get all(): readonly Notice[] {
    return this.#found;
  }

  lost(path: DocumentPath, { why, hint }: Reason): void {
    this.#add('conversion/lost', path, `${String(path.at(-1))} is left out: ${why}`, hint);
  }

  changed(path: DocumentPath, message: string, hint?: string): void {
    this.#add('conversion/changed', path, message, hint);
  }

  /** The same for each member of a record that nothing was done with. */
  allLost(path: DocumentPath, record: object, reason: Reason | ((key: string) => Reason)): void {
    for (const [key, value] of Object.entries(record)) {
      if (value === undefined) continue;
      this.lost([...path, key], typeof reason === 'function' ? reason(key) : reason);
    }
  }

  #add(code: string, path: DocumentPath, message: string, hint: string | undefined): void {
    this.#found.push({ code, message, at: inside(this.#at, ...path), ...defined({ hint }) });
  }
}
