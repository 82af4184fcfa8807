import type { Piece, ReadBytes, Steps, WorkBudget } from '@bootwright/archive';

/** Picks the pieces of a file that a picture keeps, such as some sections of a PE file. */
export interface PieceSelection {
  /** Tells it from others: of a file with several names, what one selection keeps is read once. */
  readonly name: string;
  /** The pieces of a file of `size` bytes. What it keeps is charged to the budget. */
  readonly pieces: (size: number, read: ReadBytes, budget: WorkBudget) => Steps<readonly Piece[]>;
}

/**
 * How much of a file is read: its whole text, that of a text which may be long, its first bytes, nothing but that it
 * exists, all of its bytes, of which there can be many, or the pieces that a function picks.
 */
export type ReadMode = 'text' | 'long-text' | 'head' | 'presence' | 'whole' | PieceSelection;

/**
 * Files of a container's root that a picture shows; in the pattern, `*` matches any characters of one name. A step `**`,
 * of which there may be one, matches any directories or none; links are not followed there.
 */
export interface FileSelection {
  readonly pattern: string;
  readonly mode: ReadMode;
  /** Whether `A` and `a` are the same below the first step, as on the ESP. */
  readonly ignoreCase?: true;
  /** Paths named in the bytes that were read, which the picture shows as well. */
  readonly mentions?: (bytes: Uint8Array) => readonly string[];
}

/** The selections of files that are read in one mode. */
export function select(mode: ReadMode, patterns: readonly string[]): readonly FileSelection[] {
  return patterns.map((pattern) => ({ pattern, mode }));
}

/** Patterns below each of some directories. */
export function within(directories: readonly string[], ...names: readonly string[]): readonly string[] {
  return directories.flatMap((directory) => names.map((name) => `${directory}/${name}`));
}

/** A step of a pattern that stands for any directories or none. */
export const anyDirectories = '**';

/** Whether a name fits one step of a pattern. */
export function fitsStep(name: string, step: string): boolean {
  const star = step.indexOf('*');
  if (star < 0) return name === step;
  const [before, after] = [step.slice(0, star), step.slice(star + 1)];
  return name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
}

/** How much of the file at a path is read, if any. */
export type ReadModeAt = (path: string) => ReadMode | undefined;

/**
 * A function that says how much of the file at a path some selections want. A path that is reached only through links is
 * not covered: where links lead, `collectTree` finds out.
 */
export function readModeFinder(wanted: readonly FileSelection[]): ReadModeAt {
  const patterns = wanted.map((selection) => ({ steps: selection.pattern.split('/'), selection }));
  return (path) => {
    const names = path.split('/');
    return patterns.find(({ steps, selection }) => fitsSteps(names, steps, selection))?.selection.mode;
  };
}

function fitsSteps(names: readonly string[], steps: readonly string[], selection: FileSelection): boolean {
  const any = steps.indexOf(anyDirectories);
  if (any >= 0 && names.length < steps.length - 1) return false;
  if (any < 0 && names.length !== steps.length) return false;
  const skipped = names.length - steps.length;
  return steps.every((step, index) => {
    if (index === any) return true;
    return fitsSelection(names[any >= 0 && index > any ? index + skipped : index] ?? '', step, selection);
  });
}

/** Whether a name fits one step of a selection's pattern. */
export function fitsSelection(name: string, step: string, { ignoreCase }: FileSelection): boolean {
  return ignoreCase === true ? fitsStep(name.toLowerCase(), step.toLowerCase()) : fitsStep(name, step);
}
