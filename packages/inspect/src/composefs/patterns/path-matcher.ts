import { RE2JS } from 're2js';
import { utf8ByteString } from '../../byte-string.ts';
import { noDigest, notComputed } from '../damage.ts';
import type { LookAround } from './look-around.ts';
import type { Pattern } from './pattern.ts';
import { isRegular, literalPrefix, PatternSyntaxError, sizeOf, sourceOf, UnknownPattern } from './pattern.ts';
import { parsePcrePattern } from './pcre-pattern.ts';
import { parseRustPattern } from './rust-pattern.ts';

/** A regular expression of a rule, for paths as byte strings with the letter of their kind behind them. */
export interface PathMatcher {
  /** Each path that fits begins so. */
  readonly prefix: string;
  /** About how many parts it is compiled to. */
  readonly size: number;
  /** To be called when the size was paid for. */
  readonly compile: (looking: LookAround) => (key: string) => boolean;
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
    compile: (looking) => compiled(pattern, source, looking),
  };
}

function parsed(source: RuleSource): Pattern {
  const { expression } = source;
  try {
    const pattern = parsedBy(parsers, expression);
    if (pattern !== undefined) return pattern;
    // Both wrap the text of the rule in a group, which it may close itself.
    const whole = `^(${expression})${source.letter}$`;
    if (parsedBy(parsers, whole) !== undefined) throw new UnknownPattern('it closes a group that it did not open');
  } catch (error) {
    if (error instanceof UnknownPattern) throw notVerified(source, error.message);
    throw error;
  }
  throw noDigest(`a rule of its SELinux policy is not a regular expression: ${shown(source)}`);
}

const parsers = [parseRustPattern, (text: string) => parsePcrePattern(utf8ByteString(text))];

/** By the first that reads it; absent where none does. */
function parsedBy(readers: readonly ((text: string) => Pattern)[], text: string): Pattern | undefined {
  for (const read of readers) {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof PatternSyntaxError)) throw error;
    }
  }
  return undefined;
}

function compiled(pattern: Pattern, source: RuleSource, looking: LookAround): (key: string) => boolean {
  const letter = source.letter === '.' ? '[^\\x00]' : source.letter;
  const text = `(?:${sourceOf(pattern)})${letter}`;
  try {
    if (!isRegular(pattern))
      return looking.matcher(new RegExp(`^${text}$`), () => notVerified(source, 'it takes too long'));
    const regular = RE2JS.compile(text);
    return (key) => regular.testExact(key);
  } catch {
    throw notVerified(source, 'it is too large');
  }
}

function notVerified(source: RuleSource, why: string) {
  return notComputed(`a rule of its SELinux policy is not verified (${why}): ${shown(source)}`);
}

const shown = ({ expression, place }: RuleSource): string => `${JSON.stringify(expression.slice(0, 100))}, ${place}`;
