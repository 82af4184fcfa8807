import { entriesOf, fieldOf, fingerprint, textOf } from '../diff/json-value.ts';
import type { TreeNode } from '../diff/tree-node.ts';
import { Pairing } from './pairing.ts';

/**
 * Which key of the object `before` is which of the object `after`: the equal ones, and in dictionaries (devices, inputs,
 * references, sources) also one that is renamed.
 */
export function matchKeys(before: TreeNode, after: TreeNode): Pairing {
  const left = entriesOf(before.value);
  const right = entriesOf(after.value);
  const keysLeft = left.map(([key]) => key);
  const keysRight = right.map(([key]) => key);
  const pairing = new Pairing(
    { length: left.length, fingerprints: () => keysLeft },
    { length: right.length, fingerprints: () => keysRight },
  ).anywhere(keysLeft, keysRight);
  if (pairing.isComplete()) return pairing;
  const rename = (sign: (value: unknown, key: string) => string | undefined): Pairing =>
    pairing.anywhere(
      left.map(([key, value]) => sign(value, key)),
      right.map(([key, value]) => sign(value, key)),
    );
  switch (before.kind) {
    case 'devices':
    case 'inputs':
      rename((value) => fingerprint(value));
      return rename((value) => textOf(value, 'type'));
    case 'references':
      return rename((value) => fingerprint(value));
    case 'items':
      rename((value) => textOf(fieldOf(value, 'image'), 'name'));
      return rename((value) => fingerprint(value)).inGaps(keysLeft.map(same), keysRight.map(same), {
        equalCounts: true,
      });
    default:
      return pairing;
  }
}

const same = (): string => '';
