import { defined } from '../defined.ts';
import { cutNames } from '../text/cut-names.ts';
import type { Location } from './location.ts';

export interface FaultDetails {
  /** The last lines that another program or a console wrote. They are shown below the message, each on its own line. */
  readonly quoted?: readonly string[];
  /** Where the cause is. */
  readonly at?: Location;
  /** What to do instead. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Further faults found by the same check, in document order; this one is the first. */
  readonly related?: readonly Fault[];
}

/**
 * The one error that a user can fix: what is wrong, where, why and how to fix it. Whatever else is thrown is a bug.
 *
 * `message` and `hint` are one line each, whatever they repeat of the input: a line break in them is shown as an escape,
 * and long names are cut (`cutNames`).
 *
 * `code` is a slash code such as `blueprint/unknown-key`: the part before the slash names the subject, and `internal/…`
 * is never used by a library.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: string;
  // Only declared: a plain field would be there, and undefined, where none is given.
  declare readonly at?: Location;
  declare readonly hint?: string;
  readonly quoted: readonly string[];
  readonly related: readonly Fault[];

  constructor(code: string, message: string, details: FaultDetails = {}) {
    super(cutNames(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    if (details.at !== undefined) this.at = details.at;
    if (details.hint !== undefined) this.hint = cutNames(details.hint);
    this.quoted = details.quoted ?? [];
    this.related = details.related ?? [];
  }

  /** The same fault with other details; those that are not given stay. */
  with(details: FaultDetails): Fault {
    const { at, hint, cause, quoted, related } = this;
    return new Fault(this.code, this.message, {
      ...defined({ at, hint, cause }),
      quoted,
      related,
      ...details,
    });
  }

  /** This fault and its related ones, in order. */
  all(): readonly Fault[] {
    return [this, ...this.related];
  }
}
