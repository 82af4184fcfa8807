import type { Problem } from './problem.ts';

/** One problem as one line of JSON, without the line feed. */
export function encodeProblem({ level, code, message, quoted, at, hint }: Problem): string {
  return JSON.stringify({ level, code, message, quoted, at, hint });
}
