import type { WorkBudget } from '@bootwright/archive';
import { paused, type Steps, utf8ByteString } from '@bootwright/archive';
import { wordsOf } from '@bootwright/core';
import { linesOf } from '@bootwright/file-tree';
import { noDigest, notComputed } from './digest-faults.ts';
import { CompiledPatterns } from './patterns/compiled-patterns.ts';
import { pathMatcher } from './patterns/path-matcher.ts';

/** Letters for what a rule is about, behind a path: a file, directory, link, device, FIFO or socket. */
export type ContextType = '-' | 'd' | 'l' | 'c' | 'b' | 'p' | 's';

/** Paths that count as others, for themselves and for all below them. */
export type Substitutions = ReadonlyMap<string, string>;

/** A file of the policy. */
export interface PolicyText {
  readonly name: string;
  readonly text: string;
}

interface Rule {
  /** Each path that fits begins so. */
  readonly prefix: string;
  /** Steps for each letter of a path. */
  readonly cost: number;
  readonly fits: (path: string, key: string) => boolean;
  /** Absent: no label. */
  readonly context?: string;
}

const none = '<<none>>';
const typeLetters = 'bcdpls-';
/** Characters; real rules have some hundred. */
const longestLine = 128 * 1024;
/** Linux' page, in which SELinux keeps a context. */
const longestContext = 4096;
/** What an expression takes when it is compiled, however short it is: some kilobytes. */
const costOfPattern = 60;
/** Of most expressions of real policies, in parts. */
const usualSize = 200;

/**
 * The rules of a policy by which files get their labels; of those that fit, the last one counts. The size of expressions
 * and the letters that they are held against are charged to `budget`; a path is labelled once, however often it is asked
 * for.
 */
export class FileContexts {
  private readonly rules: readonly Rule[];
  private readonly budget: WorkBudget;
  private readonly known = new Map<string, string | undefined>();

  private constructor(rules: readonly Rule[], budget: WorkBudget) {
    this.rules = rules;
    this.budget = budget;
  }

  /**
   * `texts` in their order. Faults: `composefs/refused` for a line or an expression that bootc cannot read,
   * `composefs/not-computed` for one that only bootc can, those of `budget`.
   */
  static *of(texts: readonly PolicyText[], budget: WorkBudget): Steps<FileContexts> {
    return new FileContexts(yield* rulesOf(texts, budget), budget);
  }

  /** The label of a path, byte string as all here. */
  contextOf(path: string, type: ContextType): string | undefined {
    const key = `${path}${type}`;
    if (this.known.has(key)) return this.known.get(key);
    const context = this.find(path, key)?.context;
    this.known.set(key, context);
    return context;
  }

  private find(path: string, key: string): Rule | undefined {
    // Even a rule that does not begin like the path costs a look.
    this.budget.spend('pattern steps', this.rules.length + key.length);
    return this.rules.find(({ prefix, cost, fits }) => {
      if (!path.startsWith(prefix)) return false;
      this.budget.spend('pattern steps', cost * key.length);
      return fits(path, key);
    });
  }
}

/** The last rule first. */
function* rulesOf(texts: readonly PolicyText[], budget: WorkBudget): Steps<readonly Rule[]> {
  const patterns = new CompiledPatterns(budget);
  const rules: Rule[] = [];
  yield* eachLine(texts, (line) => rules.push(ruleOf(line, { budget, patterns })));
  return rules.reverse();
}

/** The substitutions of several files, later ones before earlier ones. Faults: as `FileContexts.of`. */
export function* substitutionsOf(texts: readonly PolicyText[], budget: WorkBudget): Steps<Substitutions> {
  const found = new Map<string, string>();
  yield* eachLine(texts, ({ words, place }) => {
    const [alias, original, ...rest] = words;
    if (alias === undefined || original === undefined || rest.length > 0)
      throw noDigest(`a substitution of its SELinux policy is not two paths: ${shown(words)}, ${place}`);
    budget.spend('pattern size', alias.length + original.length);
    found.set(utf8ByteString(alias), utf8ByteString(original));
  });
  return found;
}

interface WordedLine {
  readonly words: readonly string[];
  readonly place: string;
}

/** Every line that is not empty, and not a comment. */
function* eachLine(texts: readonly PolicyText[], work: (line: WordedLine) => void): Steps<void> {
  for (const { name, text } of texts) {
    let number = 0;
    const pass = (line: string) => {
      number += 1;
      if (!meaningful.test(line)) return;
      const place = `line ${number} of ${name}`;
      if (line.length > longestLine)
        throw notComputed(`its SELinux policy has a line of more than ${longestLine} characters, ${place}`);
      work({ words: wordsOf(line), place });
    };
    yield* paused(linesOf(text), pass, 32);
  }
}

const meaningful = /^\p{White_Space}*[^\p{White_Space}#]/u;

const shown = (words: readonly string[]): string => words.join(' ').slice(0, 100);

interface Compiling {
  readonly budget: WorkBudget;
  readonly patterns: CompiledPatterns;
}

function ruleOf({ words, place }: WordedLine, { budget, patterns }: Compiling): Rule {
  const [expression = '', second, third, ...rest] = words;
  const where = `${shown(words)}, ${place}`;
  const hasType = second?.startsWith('-') === true;
  const label = hasType ? third : second;
  if (label === undefined || rest.length > 0 || (!hasType && third !== undefined))
    throw noDigest(`a rule of its SELinux policy is not an expression and a label: ${where}`);
  const letter = hasType ? (second ?? '').slice(1) : '.';
  if (hasType && (letter.length !== 1 || !typeLetters.includes(letter)))
    throw noDigest(`a rule of its SELinux policy is for an unknown kind of file: ${where}`);
  const context = utf8ByteString(label);
  if (context.length > longestContext)
    throw notComputed(`a rule of its SELinux policy gives a label of more than ${longestContext} bytes, ${place}`);
  const labelled = context === none ? {} : { context };
  if (!special.test(expression)) {
    const bytes = utf8ByteString(expression);
    budget.spend('pattern size', bytes.length);
    const fits: Rule['fits'] = (path, key) => path === bytes && (letter === '.' || key.endsWith(letter));
    return { prefix: bytes, cost: 1, fits, ...labelled };
  }
  const matcher = pathMatcher({ expression, letter, place });
  budget.spend('pattern size', costOfPattern + matcher.size);
  // What cannot be compiled is found out at once.
  patterns.prepare(matcher);
  return {
    prefix: matcher.prefix,
    cost: Math.ceil(matcher.size / usualSize),
    fits: (_, key) => patterns.fits(matcher, key),
    ...labelled,
  };
}

/** What no plain path has. */
const special = /[.^$?*+|[\](){}\\]/;
