import { changeText, type FleetChange, type FleetClass } from '../review/fleet-change.ts';

/** A change with all manifests that have it. */
export interface SharedChange extends FleetChange {
  readonly text: string;
  /** Positions of the manifests, in rising order. */
  readonly manifests: readonly number[];
}

/** Distinct changes that are kept; those of further ones are counted by what they are about. */
const mostChanges = 200_000;
/** Characters of their texts. */
const mostText = 64 * 1024 * 1024;
/** Manifests that all changes name, together. */
const mostEntries = 5_000_000;

/**
 * Gathers the changes of manifests one after the other, each distinct change once. Memory is bounded: beyond 200,000
 * changes further distinct ones are told apart by class alone.
 */
export class ChangeTable {
  readonly #ignored: ReadonlySet<FleetClass>;
  readonly #changes = new Map<
    string,
    { readonly change: FleetChange; readonly text: string; readonly manifests: number[] }
  >();
  #text = 0;
  #entries = 0;

  constructor(ignored: ReadonlySet<FleetClass> = new Set()) {
    this.#ignored = ignored;
  }

  /** Adds the changes of a manifest; positions must rise. Returns how many count. */
  add(manifest: number, changes: readonly FleetChange[]): number {
    let count = 0;
    for (const change of changes) {
      if (this.#ignored.has(change.class)) continue;
      count++;
      this.#enter(manifest, change);
    }
    return count;
  }

  #enter(manifest: number, change: FleetChange): void {
    const text = changeText(change);
    const key = `${change.kind} ${change.class} ${text}`;
    const known = this.#changes.get(key);
    if (known !== undefined) {
      if (known.manifests.at(-1) === manifest || this.#entries >= mostEntries) return;
      known.manifests.push(manifest);
      this.#entries++;
      return;
    }
    const isFull = this.#changes.size >= mostChanges || this.#text + text.length > mostText;
    if (isFull && change.subject !== furtherChanges) {
      this.#enter(manifest, { class: change.class, kind: 'changed', subject: furtherChanges, details: [] });
      return;
    }
    this.#text += text.length;
    this.#entries++;
    this.#changes.set(key, { change, text, manifests: [manifest] });
  }

  result(): readonly SharedChange[] {
    return [...this.#changes.values()].map(({ change, text, manifests }) => ({ ...change, text, manifests }));
  }
}

const furtherChanges = 'further changes, too many to be told apart';
