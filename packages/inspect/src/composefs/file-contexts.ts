import { createContext, Script } from 'node:vm';
import { RE2JS } from 're2js';
import { noDigest } from './damage.ts';

/** Letters for what a rule is about, behind a path: a file, directory, link, device, FIFO or socket. */
export type ContextType = '-' | 'd' | 'l' | 'c' | 'b' | 'p' | 's';

/** Paths that count as others, for themselves and for all below them. */
export type Substitutions = ReadonlyMap<string, string>;

interface Rule {
  /** Each path that fits begins so. */
  readonly prefix: string;
  readonly fits: (path: string, key: string) => boolean;
  /** Absent: no label. */
  readonly context?: string;
}

const none = '<<none>>';
const typeLetters = 'bcdpls-';

/** The rules of a policy by which files get their labels; of those that fit, the last one counts. */
export class FileContexts {
  private readonly rules: readonly Rule[];

  /** `texts` in their order. Faults: `composefs/refused` for a line or an expression that cannot be read. */
  constructor(texts: readonly string[]) {
    this.rules = texts.flatMap((text) => wordsOfLines(text).map(ruleOf)).reverse();
  }

  /** The label of a path, byte string as all here. */
  contextOf(path: string, type: ContextType): string | undefined {
    const key = `${path}${type}`;
    return this.rules.find(({ prefix, fits }) => path.startsWith(prefix) && fits(path, key))?.context;
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

function ruleOf(words: readonly string[]): Rule {
  const [expression = '', second, third, ...rest] = words;
  const shown = words.join(' ').slice(0, 100);
  const hasType = second?.startsWith('-') === true;
  const context = hasType ? third : second;
  if (context === undefined || rest.length > 0 || (!hasType && third !== undefined))
    throw noDigest(`a rule of its SELinux policy is none: ${shown}`);
  const letter = hasType ? (second ?? '').slice(1) : '.';
  if (hasType && (letter.length !== 1 || !typeLetters.includes(letter)))
    throw noDigest(`a rule of its SELinux policy is for an unknown kind of file: ${shown}`);
  return {
    prefix: literalPrefix(expression),
    fits: matcherOf(expression, letter),
    ...(context === none ? {} : { context }),
  };
}

const special = /[.^$?*+|[\](){}\\]/;

function matcherOf(expression: string, letter: string): Rule['fits'] {
  if (!special.test(expression)) return (path, key) => path === expression && (letter === '.' || key.endsWith(letter));
  const pattern = `(?:${expression})${letter}`;
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
    return (_, key) => compiled.testExact(key);
  } catch {
    return lookingMatcher(expression, letter);
  }
}

/** Of one path. */
const longestMatch = 1000;

/**
 * For look-around and back references, which take another engine; one that can take for ever, and is stopped. As
 * composefs has them, the first group is the whole expression, so that `\1` fits nothing.
 */
function lookingMatcher(expression: string, letter: string): Rule['fits'] {
  const numbered = expression.replace(/\\1(?!\d)/g, '(?!)');
  try {
    const world = createContext({ compiled: new RegExp(`^(${numbered})${letter}$`), key: '' });
    const script = new Script('compiled.test(key)');
    return (_, key) => {
      world.key = key;
      try {
        return script.runInContext(world, { timeout: longestMatch }) === true;
      } catch {
        throw noDigest(`a rule of its SELinux policy takes too long: ${expression.slice(0, 100)}`);
      }
    };
  } catch {
    throw noDigest(`a rule of its SELinux policy is no regular expression: ${expression.slice(0, 100)}`);
  }
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
