import * as z from 'zod/mini';
import type * as core from 'zod/v4/core';
import { alternatives, describeValue, quoted } from '../faults/describe-value.ts';
import { Fault } from '../faults/fault.ts';
import { mostListed } from '../faults/fault-list.ts';
import { type DocumentPath, inside, type PathStep, renderPath } from '../faults/location.ts';
import { nearest } from '../faults/nearest.ts';
import { isRecord } from '../json/is-record.ts';
import { largest } from '../largest.ts';
import { memberOf } from '../member-of.ts';
import { decodeFaults } from './coded.ts';
import { problemOf } from './problem.ts';
import type { Reading } from './reading.ts';
import { armFor, keysOf, schemaBelow, unwrapped } from './schema-below.ts';
import { definitionOf, variantOf } from './schema-definition.ts';
import { schemaNotes } from './schema-notes.ts';

type Issue = core.$ZodIssue;
type AnySchema = core.$ZodType;

/** The issues of one value, and of what is below it. */
interface Place {
  readonly issues: Issue[];
  readonly below: Map<PathStep, Place>;
}

const place = (): Place => ({ issues: [], below: new Map() });

/** Reports the issues that zod found in `value`, in the order of the document. */
export function reportIssues(
  schema: AnySchema,
  value: unknown,
  { issues, reading }: { readonly issues: readonly Issue[]; readonly reading: Reading },
): void {
  const root = place();
  for (const issue of issues) insert(root, issue);
  new Report(reading).visit(root, { value, schema, path: [] });
}

function insert(root: Place, issue: Issue): void {
  let found = root;
  for (const step of issue.path) {
    const key = typeof step === 'symbol' ? String(step) : step;
    const next = found.below.get(key) ?? place();
    found.below.set(key, next);
    found = next;
  }
  const branch = issue.code === 'invalid_union' ? closest(issue.errors) : undefined;
  if (branch === undefined) found.issues.push(issue);
  else for (const inner of branch) insert(found, inner);
}

/** Of the forms that a value could have had, the one that it misses by the least; absent where its type fits none. */
function closest(forms: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = forms.filter(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  const depth = (issues: readonly Issue[]) => largest(issues.map((issue) => issue.path.length));
  return fitting.toSorted((left, right) => depth(right) - depth(left) || left.length - right.length)[0];
}

/** A value of the document on the way to issues. */
interface Visited {
  readonly value: unknown;
  readonly schema: AnySchema | undefined;
  readonly path: DocumentPath;
}

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

class Report {
  private readonly reading: Reading;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  visit({ issues, below }: Place, visited: Visited): void {
    const { value } = visited;
    for (const issue of issues) {
      const decoding = decodeFaults(issue);
      if (decoding !== undefined)
        this.reading.faults.pushAll(decoding.map((fault) => this.placed(fault, visited.path)));
      else if (issue.code !== 'unrecognized_keys') this.add(visited.path, [], () => this.finding(issue, visited));
    }
    if (!isRecord(value)) {
      for (const [step, inner] of below) this.visit(inner, this.inner(visited, step));
      return;
    }
    // In the order of the document, as the keys below are.
    const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
    const near = this.reading.faults.isFull ? new Map() : nearKeys(unknown.slice(0, mostListed), visited);
    const meant = new Set(near.values());
    let next = 0;
    for (const key of below.size === 0 ? unknown : Object.keys(value)) {
      if (key === unknown[next]) {
        next++;
        this.add(visited.path, [key], () => this.unknownKey(key, near.get(key), visited));
        continue;
      }
      const inner = below.get(key);
      if (inner !== undefined && isGiven(value, key)) this.visit(inner, this.inner(visited, key));
    }
    for (const [key, inner] of below) {
      if (isGiven(value, key)) continue;
      const missingAt = this.reading.missingAt === 'record' ? [] : [key];
      if (inner.issues.length === 0) this.visit(inner, this.inner(visited, key));
      else if (!meant.has(key)) this.add(visited.path, missingAt, () => this.missing(String(key), visited));
    }
  }

  private inner({ value, schema, path }: Visited, step: PathStep): Visited {
    const member =
      typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, step)?.value : undefined;
    return { value: member, schema: schemaBelow(schema, value, step), path: [...path, step] };
  }

  private add(path: DocumentPath, last: DocumentPath, find: () => Finding): void {
    const { faults, at, subject } = this.reading;
    if (faults.isFull) {
      faults.report(unlisted);
      return;
    }
    faults.report(() => {
      const { code, message, hint } = find();
      const place = inside(at, ...path, ...last);
      return new Fault(`${subject}/${code}`, message, hint === undefined ? { at: place } : { at: place, hint });
    });
  }

  /** A fault of a decoder that names no document is at the value that it decoded. */
  private placed(fault: Fault, path: DocumentPath): Fault {
    const { document, path: own = [] } = fault.at ?? {};
    return document === undefined ? fault.with({ at: inside(this.reading.at, ...path, ...own) }) : fault;
  }

  private finding(issue: Issue, visited: Visited): Finding {
    const { value, schema, path } = visited;
    const name = this.nameOf(path);
    const { hints } = notesOf(schema);
    const code = codeOf(schema);
    const is = (kind: 'range' | 'empty' | 'too-long' | 'value') => this.reading.codes?.[kind] ?? 'type';
    switch (issue.code) {
      case 'custom': {
        const problem = problemOf(issue);
        if (problem === undefined) break;
        return { code: problem.code, message: problem.message(name), hint: problem.hint };
      }
      case 'too_small':
        if (issue.origin === 'string') return { code: code ?? is('empty'), message: `${name} must not be empty` };
        break;
      case 'too_big':
        if (issue.origin === 'string') {
          const message = `${name} must have at most ${issue.maximum} characters`;
          return { code: is('too-long'), message, hint: 'shorten it' };
        }
        break;
      case 'invalid_value':
      case 'invalid_union': {
        const words = wordsOf(schema);
        if (words.length === 0) break;
        const wanted = alternatives(words.filter(Boolean));
        const must = `${name} must be ${wanted}, not`;
        if (typeof value !== 'string')
          return { code: 'type', message: `${must} ${this.described(value)}`, hint: `give ${wanted}` };
        const near = nearest(value, words);
        const usual =
          near === undefined ? `use one of ${words.filter(Boolean).join(', ')}` : `did you mean ${quoted(near)}?`;
        return {
          code: code ?? is('value'),
          message: `${must} ${quoted(value)}`,
          hint: (hints && memberOf(hints, value)) ?? usual,
        };
      }
      default:
    }
    const base = schema && (armFor(schema, value) ?? unwrapped(schema));
    const wanted = this.wanted(base);
    if (base?._zod.def.type === 'number' && (typeof value === 'number' || typeof value === 'bigint')) {
      const range = `${wanted}${rangeOf(base)}`;
      return { code: is('range'), message: `${name} must be ${range}, not ${value}`, hint: `give ${range}` };
    }
    return { code: 'type', message: `${name} must be ${wanted}, not ${this.described(value)}`, hint: `give ${wanted}` };
  }

  private missing(key: string, { schema, value, path }: Visited): Finding {
    const field = schemaBelow(schema, value, key);
    const description = field && z.globalRegistry.get(field)?.description;
    const arm = schema && armFor(schema, value);
    const { noun } = notesOf(arm);
    const name = this.nameOf(path);
    const who = noun === undefined ? name : name === root ? noun : `${name}: ${noun}`;
    const words = wordsOf(schema);
    const hint = arm === undefined && words.length > 0 ? `${key} is ${alternatives(words)}` : `give ${quoted(key)}`;
    return {
      code: codeOf(field) ?? 'missing',
      message: `${who} needs ${quoted(key)}`,
      hint: description === undefined ? hint : `${hint}: ${description}`,
    };
  }

  private unknownKey(key: string, near: string | undefined, { schema, value }: Visited): Finding {
    const arm = schema && armFor(schema, value);
    const { noun } = notesOf(arm);
    const owners = arm === undefined ? undefined : ownersOf(key, schema, arm);
    const known = schema ? keysOf(schema, value) : [];
    const hint =
      owners !== undefined
        ? owners
        : near === undefined
          ? `known keys are ${known.join(', ')}`
          : `did you mean ${quoted(near)}?`;
    return {
      code: 'unknown-key',
      message: `unknown key ${quoted(key)}${noun === undefined ? '' : ` in ${noun}`}`,
      hint,
    };
  }

  /** A value in messages: `uid`, `user[2]`, or `the document` at its root. */
  private nameOf(path: DocumentPath): string {
    const steps = [...(this.reading.at.path ?? []), ...path];
    const key = steps.findLastIndex((step) => typeof step === 'string');
    return key === -1 ? root : renderPath(steps.slice(key));
  }

  private described(value: unknown): string {
    return isRecord(value) ? (this.reading.objectNoun ?? 'an object') : describeValue(value);
  }

  private wanted(base: AnySchema | undefined): string {
    const { wanted } = notesOf(base);
    if (wanted !== undefined) return wanted;
    const words = wordsOf(base);
    if (base === undefined) return 'another value';
    if (words.length > 0 && variantOf(base) === undefined) return alternatives(words);
    const def = definitionOf(base);
    switch (def.type) {
      case 'string':
        return 'a string';
      case 'number':
        return 'format' in def ? 'a whole number' : 'a number';
      case 'boolean':
        return 'true or false';
      case 'array':
        return 'a list';
      case 'object':
      case 'record':
        return this.reading.objectNoun ?? 'an object';
      case 'union':
        return [...new Set(def.options.map((option) => this.wanted(unwrapped(option))))].join(' or ');
      default:
        return 'another value';
    }
  }
}

const root = 'the document';

const unlisted = (): Fault => {
  throw new Error('a full list builds no fault');
};

const isGiven = (value: Readonly<Record<string, unknown>>, key: PathStep): boolean =>
  Object.hasOwn(value, key) && value[key] !== undefined && value[key] !== null;

const notesOf = (schema: AnySchema | undefined) => (schema && schemaNotes.get(unwrapped(schema))) ?? {};

/** The code of a field's own, or of what it is made of. */
const codeOf = (schema: AnySchema | undefined): string | undefined =>
  (schema && schemaNotes.get(schema)?.code) ?? notesOf(schema).code;

/** The words that a schema allows; of a variant, its types. */
function wordsOf(schema: AnySchema | undefined): readonly string[] {
  const base = schema && unwrapped(schema);
  const variant = variantOf(base);
  if (variant !== undefined) return armsOf(variant).map((arm) => typeOf(unwrapped(arm), variant.discriminator));
  return [...(base?._zod.values ?? [])].filter((value) => typeof value === 'string');
}

const armsOf = ({ options }: core.$ZodDiscriminatedUnionDef) => options as readonly AnySchema[];

/** The word of an arm of a variant. */
function typeOf(arm: AnySchema, discriminator: string): string {
  const [type = ''] = wordsOf(schemaBelow(arm, {}, discriminator));
  return type;
}

/** Which other arms of a variant have the key; absent where none has. */
function ownersOf(key: string, schema: AnySchema | undefined, arm: AnySchema): string | undefined {
  const base = schema && unwrapped(schema);
  const variant = variantOf(base);
  if (variant === undefined) return undefined;
  const { discriminator } = variant;
  const others = armsOf(variant).filter((option) => option !== arm && keysOf(option).includes(key));
  if (others.length === 0) return undefined;
  const names = others.map((option) => notesOf(option).noun ?? 'another type');
  return `only ${names.join(' and ')} has it; this one has the type ${quoted(typeOf(arm, discriminator))}`;
}

/** By unknown key, the known one that was probably meant. */
function nearKeys(unknown: readonly string[], { schema, value }: Visited): ReadonlyMap<string, string> {
  if (unknown.length === 0) return new Map();
  const known = schema ? keysOf(schema, value) : [];
  const otherNames = notesOf(schema && armFor(schema, value)).otherNames ?? {};
  return new Map(
    unknown.flatMap((key) => {
      const lower = key.toLowerCase();
      const near = memberOf(otherNames, lower) ?? nearest(key, known);
      return near === undefined ? [] : [[key, near] as const];
    }),
  );
}

function rangeOf({ _zod }: AnySchema): string {
  let [least, most] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  for (const check of _zod.def.checks ?? []) {
    const { def } = (check as core.$ZodChecks)._zod;
    if (def.check === 'greater_than') least = Number(def.value);
    if (def.check === 'less_than') most = Number(def.value);
  }
  if (least === Number.MIN_SAFE_INTEGER) return '';
  return ` from ${least} to ${most === Number.MAX_SAFE_INTEGER ? '2^53 - 1' : most}`;
}
