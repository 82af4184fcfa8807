import { type DocumentPath, positionAt } from '@bootwright/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readJson } from './json-text.ts';
import { locate } from './position.ts';
import { readToml } from './toml-text.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

type Value = string | number | boolean | readonly Value[] | Table;
interface Table {
  readonly [key: string]: Value;
}

/** Writes a text and notes where the key or item of each path stands; the first place of a path counts. */
class Writer {
  text = '';
  readonly places = new Map<string, { readonly path: DocumentPath; readonly offset: number }>();
  private readonly dice: Iterator<number>;

  constructor(dice: readonly number[]) {
    this.dice = (function* () {
      for (let index = 0; ; index++) yield dice[index % dice.length] ?? 0;
    })();
  }

  roll(sides: number): number {
    return Number(this.dice.next().value) % sides;
  }

  note(path: DocumentPath): void {
    const key = JSON.stringify(path);
    if (!this.places.has(key)) this.places.set(key, { path, offset: this.text.length });
  }

  write(text: string): void {
    this.text += text;
  }
}

function writeJson(value: Value, path: DocumentPath, out: Writer): void {
  const blank = () => out.write(['', ' ', '\n', '\r\n\t'][out.roll(4)] ?? '');
  if (typeof value !== 'object') {
    out.write(JSON.stringify(value));
    return;
  }
  const items = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  out.write(Array.isArray(value) ? '[' : '{');
  for (const [index, [step, item]] of items.entries()) {
    if (index > 0) out.write(',');
    blank();
    out.note([...path, step]);
    if (typeof step === 'string') out.write(`${JSON.stringify(step)}:`);
    writeJson(item, [...path, step], out);
    blank();
  }
  out.write(Array.isArray(value) ? ']' : '}');
}

function tomlKey(key: string, out: Writer): string {
  if (/^[A-Za-z0-9_-]+$/.test(key) && out.roll(3) > 0) return key;
  return out.roll(2) === 0 && !key.includes("'") ? `'${key}'` : JSON.stringify(key);
}

function writeKeys(steps: DocumentPath, below: DocumentPath, out: Writer): void {
  let path = below;
  let first = true;
  for (const step of steps) {
    path = [...path, step];
    if (typeof step === 'number') continue;
    out.write(first ? '' : ' . '.slice(out.roll(2), 3 - out.roll(2)));
    out.note(path);
    out.write(tomlKey(step, out));
    first = false;
  }
}

function writeInline(value: Value, path: DocumentPath, out: Writer): void {
  if (typeof value !== 'object') {
    out.write(JSON.stringify(value));
  } else if (Array.isArray(value)) {
    out.write('[');
    for (const [index, item] of value.entries()) {
      out.write(['', '\n  ', '# a comment\n '][out.roll(3)] ?? '');
      out.note([...path, index]);
      writeInline(item, [...path, index], out);
      out.write(',');
    }
    out.write(']');
  } else {
    out.write('{ ');
    for (const [index, [key, item]] of Object.entries(value).entries()) {
      if (index > 0) out.write(', ');
      writeKeys([key], path, out);
      out.write(' = ');
      writeInline(item, [...path, key], out);
    }
    out.write(' }');
  }
}

const isTable = (value: Value): value is Table => typeof value === 'object' && !Array.isArray(value);

function writePairs(table: Table, steps: DocumentPath, below: DocumentPath, out: Writer): void {
  for (const [key, value] of Object.entries(table)) {
    const path = [...steps, key];
    if (isTable(value) && Object.keys(value).length > 0 && out.roll(2) === 0) {
      writePairs(value, path, below, out);
    } else {
      writeKeys(path, below, out);
      out.write('=');
      writeInline(value, [...below, ...path], out);
      out.write('\n');
    }
  }
}

function writeTables(table: Table, path: DocumentPath, out: Writer): void {
  const deferred: [string, Value][] = [];
  const here: [string, Value][] = [];
  for (const entry of Object.entries(table)) {
    const [, value] = entry;
    const tables = isTable(value) || (Array.isArray(value) && value.length > 0 && value.every(isTable));
    (tables && out.roll(3) > 0 ? deferred : here).push(entry);
  }
  writePairs(Object.fromEntries(here), [], path, out);
  for (const [key, value] of deferred) {
    const items = Array.isArray(value) ? value : [value];
    for (const [index, item] of items.entries()) {
      const place = Array.isArray(value) ? [...path, key, index] : [...path, key];
      if (Array.isArray(value)) out.note(place);
      out.write(Array.isArray(value) ? '[[' : '[');
      writeKeys(place, [], out);
      out.write(Array.isArray(value) ? ']]  # next\n' : ']\n');
      if (isTable(item)) writeTables(item, place, out);
    }
  }
}

const key = fc.stringMatching(/^[a-c_."' é😀-]{1,3}$/u);
const { table } = fc.letrec<{ table: Table; value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.stringMatching(/^[ -~\n é😀]*$/u),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(tie('table'), { maxLength: 3 }),
    tie('table'),
  ),
  table: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));
const dice = fc.array(fc.nat(1000), { minLength: 1, maxLength: 30 });

function expectPlaces(out: Writer, format: 'json' | 'toml'): void {
  for (const { path, offset } of out.places.values()) {
    expect(locate({ path }, out.text, format)).toEqual({ path, ...positionAt(out.text, offset) });
  }
}

it('finds every key and item of any JSON, however it is laid out', () => {
  fc.assert(
    fc.property(table, dice, (value, rolls) => {
      const out = new Writer(rolls);
      writeJson(value, [], out);
      expect(readJson(out.text, {})).toEqual(value);
      expectPlaces(out, 'json');
    }),
    { numRuns },
  );
});

it('finds every key and item of any TOML: dotted keys, tables, arrays of tables, inline tables', () => {
  fc.assert(
    fc.property(table, dice, (value, rolls) => {
      const out = new Writer(rolls);
      writeTables(value, [], out);
      expect(readToml(out.text, {})).toEqual(value);
      expectPlaces(out, 'toml');
    }),
    { numRuns },
  );
});

const sample = `[[customizations.user]]
name = "alice"
[customizations]
kernel.append = "quiet"
`;

it.each([
  ['a key of an item', ['customizations', 'user', 0, 'name'], { line: 2, column: 1 }],
  ['an item', ['customizations', 'user', 0], { line: 1, column: 1 }],
  ['a part of a header', ['customizations', 'user'], { line: 1, column: 18 }],
  ['a part of a dotted key', ['customizations', 'kernel', 'append'], { line: 4, column: 8 }],
  ['what is around a missing key', ['customizations', 'user', 0, 'key'], { line: 1, column: 1 }],
])('locates %s', (_, path, expected) => {
  expect(locate({ document: 'blueprint', path }, sample, 'toml')).toEqual({ document: 'blueprint', path, ...expected });
});

it('looks through the wrapper of older tools, and past a byte order mark', () => {
  const path = ['name'];
  expect(locate({ path }, '\uFEFF{"blueprint": {"name": "x"}}', 'json')).toEqual({ path, line: 1, column: 16 });
});
