import { createContext, Script } from 'node:vm';
import type { Fault } from '@bootwright/core';
import { RE2JS } from 're2js';
import { WorkBudget } from '../work-budget.ts';
import { noDigest, notComputed } from './damage.ts';

/** Letters for what a rule is about, behind a path: a file, directory, link, device, FIFO or socket. */
export type ContextType = '-' | 'd' | 'l' | 'c' | 'b' | 'p' | 's';

/** Paths that count as others, for themselves and for all below them. */
export type Substitutions = ReadonlyMap<string, string>;

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
/** Linux' page, in which SELinux keeps a context. */
const longestContext = 4096;

/**
 * The rules of a policy by which files get their labels; of those that fit, the last one counts. The size of expressions
 * and the letters that they are held against are charged to `budget`; a path is labelled once, however often it is asked
 * for.
 */
export class FileContexts {
  private readonly rules: readonly Rule[];
  private readonly budget: WorkBudget;
  private readonly known = new Map<string, string | undefined>();

  /** `texts` in their order. Faults: `composefs/refused` for a line or an expression that cannot be read, those of `budget`. */
  constructor(texts: readonly string[], budget = new WorkBudget()) {
    this.budget = budget;
    const looking = new LookAround(budget);
    const rule = (words: readonly string[]) => ruleOf(words, { budget, looking });
    this.rules = texts.flatMap((text) => wordsOfLines(text).map(rule)).reverse();
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
    this.budget.spend('pattern steps', this.rules.length);
    return this.rules.find(({ prefix, cost, fits }) => {
      if (!path.startsWith(prefix)) return false;
      this.budget.spend('pattern steps', cost * key.length);
      return fits(path, key);
    });
  }
}

/** The substitutions of several files, later ones before earlier ones. */
export function parseSubstitutions(texts: readonly string[]): Substitutions {
  const pairs = texts.flatMap(wordsOfLines).map((words): [string, string] => {
    const [alias, original, ...rest] = words;
    if (alias === undefined || original === undefined || rest.length > 0)
      throw noDigest(`a substitution of its SELinux policy is none: ${words.join(' ').slice(0, 100)}`);
    return [alias, original];
  });
  return new Map(pairs);
}

function wordsOfLines(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(asBytes))
    .filter(([first = '']) => first !== '' && !first.startsWith('#'));
}

function asBytes(word: string): string {
  return Buffer.from(word, 'utf8').toString('latin1');
}

interface Compiling {
  readonly budget: WorkBudget;
  readonly looking: LookAround;
}

function ruleOf(words: readonly string[], compiling: Compiling): Rule {
  const [expression = '', second, third, ...rest] = words;
  const shown = words.join(' ').slice(0, 100);
  const hasType = second?.startsWith('-') === true;
  const context = hasType ? third : second;
  if (context === undefined || rest.length > 0 || (!hasType && third !== undefined))
    throw noDigest(`a rule of its SELinux policy is none: ${shown}`);
  const letter = hasType ? (second ?? '').slice(1) : '.';
  if (hasType && (letter.length !== 1 || !typeLetters.includes(letter)))
    throw noDigest(`a rule of its SELinux policy is for an unknown kind of file: ${shown}`);
  if (context.length > longestContext)
    throw notComputed(`a rule of its SELinux policy gives a label of more than ${longestContext} bytes`);
  const size = sizeOf(expression);
  compiling.budget.spend('pattern size', size);
  return {
    prefix: literalPrefix(expression),
    cost: Math.ceil(size / usualSize),
    fits: matcherOf(expression, letter, compiling.looking),
    ...(context === none ? {} : { context }),
  };
}

const special = /[.^$?*+|[\](){}\\]/;

/** Of most expressions of real policies. */
const usualSize = 200;
const repeat = /\{(\d{0,4})(?:,(\d{0,4}))?\}/g;

/** About how many parts an expression is compiled to: what is repeated is copied. */
function sizeOf(expression: string): number {
  const times = [...expression.matchAll(repeat)].map(([, least = '', most = '']) =>
    Math.max(1, Number(least), Number(most)),
  );
  return expression.length * times.reduce((product, count) => Math.min(product * count, 1_000_000), 1);
}

function matcherOf(expression: string, letter: string, looking: LookAround): Rule['fits'] {
  if (!special.test(expression)) return (path, key) => path === expression && (letter === '.' || key.endsWith(letter));
  const pattern = `(?:${expression})${letter}`;
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
    return (_, key) => compiled.testExact(key);
  } catch {
    return looking.matcher(expression, letter);
  }
}

/**
 * For look-around and back references, which take another engine; one that can take for ever, and is stopped. As
 * composefs has them, the first group is the whole expression, so that `\\1` fits nothing.
 */
class LookAround {
  private readonly budget: WorkBudget;
  private readonly script = new Script('compiled.test(key)');
  private readonly world: { compiled?: RegExp; key?: string } = {};
  private isReady = false;

  constructor(budget: WorkBudget) {
    this.budget = budget;
  }

  matcher(expression: string, letter: string): Rule['fits'] {
    const numbered = expression.replace(/\\1(?!\d)/g, '(?!)');
    try {
      const compiled = new RegExp(`^(${numbered})${letter}$`);
      return (_, key) => this.fits(compiled, key, expression);
    } catch {
      throw noDigest(`a rule of its SELinux policy is no regular expression: ${expression.slice(0, 100)}`);
    }
  }

  private fits(compiled: RegExp, key: string, expression: string): boolean {
    const timeout = Math.floor(this.budget.left('look-around'));
    if (timeout < 1) throw tooSlow(expression);
    // One world for all expressions: each has memory of its own.
    if (!this.isReady) createContext(this.world);
    this.isReady = true;
    Object.assign(this.world, { compiled, key });
    const start = performance.now();
    try {
      return this.script.runInContext(this.world, { timeout }) === true;
    } catch {
      throw tooSlow(expression);
    } finally {
      const spent = performance.now() - start;
      this.budget.spend('look-around', Math.min(spent, this.budget.left('look-around')));
    }
  }
}

function tooSlow(expression: string): Fault {
  return notComputed(`a rule of its SELinux policy takes too long: ${expression.slice(0, 100)}`);
}

/** What every path that fits begins with. */
function literalPrefix(expression: string): string {
  if (expression.includes('|') && hasTopLevelBar(expression)) return '';
  let prefix = '';
  for (let index = 0; index < expression.length; index++) {
    let character = expression[index] ?? '';
    if (character === '\\') {
      index += 1;
      character = expression[index] ?? '';
      // Letters and digits behind a backslash have a meaning of their own.
      if (/[A-Za-z0-9]|^$/.test(character)) return prefix;
    } else if (special.test(character)) return prefix;
    if (/[?*{]/.test(expression[index + 1] ?? '')) return prefix;
    prefix += character;
  }
  return prefix;
}

function hasTopLevelBar(expression: string): boolean {
  let depth = 0;
  let inClass = false;
  for (let index = 0; index < expression.length; index++) {
    const character = expression[index];
    if (character === '\\') index += 1;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === '|' && depth === 0) return true;
  }
  return false;
}
