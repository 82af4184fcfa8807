import { UnknownPattern } from './pattern.ts';

/** Groups, repeats and classes inside one another; regex-syntax takes 250 levels, of which each is up to four. */
const deepestPattern = 60;

export function checkDepth(depth: number): void {
  if (depth > deepestPattern) throw new UnknownPattern(`more than ${deepestPattern} groups inside one another`);
}
