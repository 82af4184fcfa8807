import { utf8ByteString, type WorkBudget } from '@bootwright/archive';
import { RE2JS } from 're2js';
import { noDigest, notComputed } from '../digest-faults.ts';
import { backtrackingProgram } from './backtracking-program.ts';
import { bytesWhere } from './byte-set.ts';
import { fitsByLooking } from './look-around.ts';
import type { Pattern } from './pattern.ts';
import { isRegular, literalPrefix, PatternSyntaxError, sizeOf, sourceOf, UnknownPattern } from './pattern.ts';
import { parsePcrePattern } from './pcre/pcre-pattern.ts';
import { parseRustPattern } from './rust/rust-pattern.ts';

/** A regular expression of a rule, for paths as byte strings with the letter of their kind behind them. */
export interface PathMatcher {
  /** Each path that fits begins so. */
  readonly prefix: string;
  /** About how many parts it is compiled to. */
  readonly size: number;
  /** To be called when the size was paid for. What fitting takes is charged to the budget. */
  readonly compile: (budget: WorkBudget) => CompiledPattern;
}

/** What a rule is compiled to. */
export interface CompiledPattern {
  /** Whether a path with the letter of its kind fits. */
  readonly fits: (key: string) => boolean;
  /** About how much memory it takes so far. */
  readonly bytes: () => number;
}

/** A rule as it is written, and where. */
export interface RuleSource {
  readonly expression: string;
  /** Of the kind of file, or `.` for every kind. */
  readonly letter: string;
  /** Such as `line 12 of file_contexts`. */
  readonly place: string;
}

/**
 * What a rule fits in composefs-rs (`composefs-boot/src/selabel.rs`): its expression is one of Rust's engine, or else of
 * PCRE2. Where its meaning has no equal here, the digest is not computed. Faults: `composefs/refused` for what neither
 * reads, `composefs/not-computed`.
 */
export function pathMatcher(source: RuleSource): PathMatcher {
  const pattern = parsed(source);
  return {
    prefix: literalPrefix(pattern),
    size: sizeOf(pattern),
    compile: (budget) => (isRegular(pattern) ? byRe2(pattern, source) : byBacktracking(pattern, source, budget)),
  };
}

function parsed(source: RuleSource): Pattern {
  const { expression } = source;
  try {
    const pattern = firstReading(expression);
    if (pattern !== undefined) return pattern;
    // Both wrap the text of the rule in a group, which it may close itself.
    const whole = `^(${expression})${source.letter}$`;
    if (firstReading(whole) !== undefined) throw new UnknownPattern('it closes a group that it did not open');
  } catch (error) {
    if (error instanceof UnknownPattern) throw notVerified(source, error.message);
    throw error;
  }
  throw noDigest(`a rule of its SELinux policy is not a regular expression: ${shown(source)}`);
}

const parsers = [parseRustPattern, (text: string) => parsePcrePattern(utf8ByteString(text))];

/** By the first that reads it; absent where none does. */
function firstReading(text: string): Pattern | undefined {
  for (const read of parsers) {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof PatternSyntaxError)) throw error;
    }
  }
  return undefined;
}

/** Bytes of a part: as measured of RE2JS, and of steps of our own. */
const bytesOfPart = { re2: 400, own: 100 };

function byRe2(pattern: Pattern, source: RuleSource): CompiledPattern {
  const letter = source.letter === '.' ? '[^\\x00]' : source.letter;
  const bytes = sizeOf(pattern) * bytesOfPart.re2;
  try {
    const regular = RE2JS.compile(`(?:${sourceOf(pattern)})${letter}`);
    return {
      fits: (key) => regular.testExact(key),
      bytes: () => bytes + bytesOfStates(regular),
    };
  } catch {
    throw notVerified(source, 'it is too large');
  }
}

/** What RE2JS keeps of the paths that it has seen, at most 8 MiB for an expression: it counts that itself. */
function bytesOfStates({ re2Input: { lazyDFA: states } }: RE2JS): number {
  return states instanceof Object ? states.maxMem - states.memBudget : 0;
}

function byBacktracking(pattern: Pattern, source: RuleSource, budget: WorkBudget): CompiledPattern {
  const letter: Pattern =
    source.letter === '.'
      ? { kind: 'set', set: bytesWhere((byte) => byte !== 0) }
      : { kind: 'bytes', bytes: source.letter };
  const program = backtrackingProgram([pattern, letter, { kind: 'edge', edge: 'end' }]);
  const bytes = sizeOf(pattern) * bytesOfPart.own;
  const tooSlow = () => notVerified(source, 'it takes too long');
  return {
    fits: (key) => fitsByLooking(program, key, { budget, tooSlow }),
    bytes: () => bytes,
  };
}

function notVerified(source: RuleSource, why: string) {
  return notComputed(`a rule of its SELinux policy is not verified (${why}): ${shown(source)}`);
}

const shown = ({ expression, place }: RuleSource): string => `${JSON.stringify(expression.slice(0, 100))}, ${place}`;
