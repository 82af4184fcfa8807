import type { Pattern } from '../pattern.ts';
import { UnknownPattern } from '../pattern.ts';

/**
 * Rejects a look-behind whose branches do not each have one length: PCRE2 before 10.43 does not read it, and later ones
 * have limits of their own. Faults: `UnknownPattern`.
 */
export function checkLookBehind(pattern: Pattern): void {
  const branches = pattern.kind === 'choice' ? pattern.branches : [pattern];
  if (branches.some((branch) => lengthOf(branch) === undefined))
    throw new UnknownPattern('a look-behind of several lengths');
}

/** The bytes of whatever fits. Absent: more than one length. */
export function lengthOf(pattern: Pattern): number | undefined {
  switch (pattern.kind) {
    case 'bytes':
      return pattern.bytes.length;
    case 'set':
      return 1;
    case 'edge':
    case 'look':
      return 0;
    case 'sequence':
      return pattern.parts.reduce<number | undefined>((total, part) => sum(total, lengthOf(part)), 0);
    case 'choice': {
      const [first, ...rest] = pattern.branches.map(lengthOf);
      return rest.every((length) => length === first) ? first : undefined;
    }
    case 'repeat': {
      const length = lengthOf(pattern.part);
      return pattern.least === pattern.most && length !== undefined ? length * pattern.least : undefined;
    }
    case 'capture':
      return lengthOf(pattern.part);
    // PCRE2 knows no length of what was read before.
    case 'atomic':
    case 'reference':
    case 'never':
      return undefined;
  }
}

const sum = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one + other;
