import { profiles } from '@bootwright/build-request';
import {
  defined,
  Fault,
  FaultList,
  inside,
  isObject,
  type JsonObject,
  type Location,
  throwFaults,
} from '@bootwright/core';
import {
  checked,
  coded,
  defaulted,
  list,
  noted,
  optional,
  parseBySchema,
  record,
  required,
  type Schema,
  text,
  word,
} from '@bootwright/core/schemas';
import * as z from 'zod/mini';
import { checkedName, segment } from './case-name.ts';
import type { CaseSigning } from './golden-case.ts';

/** The axes of a matrix, in the order in which its cases are named; what varies last varies fastest. */
export const axes = [
  'variants',
  'blueprints',
  'architectures',
  'file_systems',
  'containers',
  'profiles',
  'types',
] as const;

export type Axis = (typeof axes)[number];
export type Exclusion = Readonly<Partial<Record<Axis, readonly string[]>>>;
type Named = ReadonlyMap<string, JsonObject>;

/** What the requests of a part of the cases have in common in addition. */
export interface Variant {
  /** In place of the `options` of all requests. */
  readonly options?: unknown;
  readonly signing?: CaseSigning;
}

/** A matrix of cases, checked. */
export interface Matrix {
  readonly values: Readonly<Record<Axis, readonly string[]>>;
  readonly containers: Named;
  /** What containers of an architecture have in addition to their own facts. */
  readonly architectures: Named;
  readonly blueprints: Named;
  /** Without any, one with the name "". */
  readonly variants: ReadonlyMap<string, Variant>;
  /** By the name of a sealed container, that of the same one unsealed. */
  readonly twins: ReadonlyMap<string, string>;
  readonly exclude: readonly Exclusion[];
  /** `options` and `seed` of every request. */
  readonly shared: JsonObject;
}

// Not a record of zod, which drops a key `__proto__`.
const object = noted(z.custom<JsonObject>(isObject), { wanted: 'an object', jsonSchema: { type: 'object' } });
const nameJsonSchema = { type: 'string', pattern: segment.source } as const;
const name = coded(noted(text(), { jsonSchema: nameJsonSchema }), {
  decode: (given) => checkedName(given, {}),
  encode: (given) => given,
});

const missing = { code: 'missing', message: (key: string) => `${key} must not be empty`, hint: 'give one or more' };

function words<Word extends string>(one: Schema<Word, string>) {
  return checked(list(one), ({ length }) => (length > 0 ? undefined : missing)).register(z.globalRegistry, {
    minItems: 1,
  });
}

/** Objects by name; a list of names stands for names without facts of their own. */
const names = noted(z.array(text()), { jsonSchema: { type: 'array', items: nameJsonSchema, minItems: 1 } });
const factsByName = noted(object.clone(), {
  wanted: 'an object',
  jsonSchema: {
    type: 'object',
    propertyNames: { pattern: segment.source },
    additionalProperties: { type: 'object' },
    minProperties: 1,
  },
});
const objects = coded(z.union([names, factsByName]), {
  decode: (given): Named => {
    const entries = Object.entries(isObject(given) ? given : Object.fromEntries(given.map((one) => [one, {}])));
    const faults = new FaultList();
    const checkedEntries = entries.flatMap(([key, entry]) => {
      const at = { path: [key] };
      faults.collect(() => checkedName(key, at));
      if (isObject(entry)) return [[key, entry] as const];
      faults.push(new Fault('matrix/type', `${JSON.stringify(key)} is not an object`, { at, hint: 'give an object' }));
      return [];
    });
    throwFaults(faults);
    return new Map(checkedEntries);
  },
  encode: (map) => Object.fromEntries(map),
});

const named = checked(objects, ({ size }) => (size > 0 ? undefined : missing));

const twins = coded(object, {
  decode: (given): ReadonlyMap<string, string> => new Map(Object.entries(given).map(([key, twin]) => [key, `${twin}`])),
  encode: (map) => Object.fromEntries(map),
});

const variant = record({
  options: optional(z.unknown(), 'Options of requests, in addition to those of the matrix'),
  signing: optional(record({ key: text(), certificate: text() }), 'What addons are signed with, as PEM'),
});

const excluded = optional(list(text()), 'Values of this axis; default: all');

/** What `readMatrix` reads. */
export const matrixSchema = record({
  containers: required(named, 'Facts of containers by name, as "container" of a request'),
  twins: defaulted(twins, new Map(), 'By the name of a sealed container, that of the same one unsealed'),
  architectures: required(named, 'Architectures, each with what its containers have in addition'),
  file_systems: required(words(name), 'Root file systems'),
  variants: defaulted(named, new Map(), 'Options and a signing key by name'),
  blueprints: defaulted(named, new Map([['none', {}]]), 'Blueprints by name'),
  types: required(words(name), 'Image types'),
  profiles: defaulted(words(word(profiles)), ['reference'], 'Profiles'),
  options: optional(z.unknown(), 'The "options" of every request'),
  seed: optional(z.unknown(), 'The "seed" of every request'),
  exclude: defaulted(
    list(
      record({
        because: optional(text(), 'Why, for people'),
        variants: excluded,
        blueprints: excluded,
        architectures: excluded,
        file_systems: excluded,
        containers: excluded,
        profiles: excluded,
        types: excluded,
      }),
    ),
    [],
    'Combinations that are left out: what has one of the values on each axis',
  ),
});

/** Reads a matrix from its JSON value; throws all its faults (`matrix/…`). */
export function readMatrix(value: unknown, at: Location): Matrix {
  const { twins, options, seed, ...read } = parseBySchema(matrixSchema, value, {
    at,
    subject: 'matrix',
    codes: { value: 'value' },
  });
  const { containers, blueprints, architectures, exclude } = read;
  const variants = readVariants(read.variants, inside(at, 'variants'));
  const values: Matrix['values'] = {
    variants: [...variants.keys()],
    containers: [...containers.keys()],
    blueprints: [...blueprints.keys()],
    architectures: [...architectures.keys()],
    file_systems: [...new Set(read.file_systems)],
    types: [...new Set(read.types)],
    profiles: [...new Set(read.profiles)],
  };
  throwFaults([...twinFaults(twins, values, at), ...exclusionFaults(exclude, values, at)]);
  return {
    values,
    containers,
    architectures,
    blueprints,
    variants,
    twins,
    exclude,
    shared: defined({ options, seed }),
  };
}

function readVariants(given: Named, at: Location): Matrix['variants'] {
  if (given.size === 0) return new Map([['', {}]]);
  return new Map(
    [...given].map(([key, value]) => {
      const place = { at: inside(at, key), subject: 'matrix', codes: { value: 'value' } };
      return [key, defined(parseBySchema(variant, value, place))];
    }),
  );
}

function twinFaults(twins: Matrix['twins'], { containers }: Matrix['values'], at: Location): readonly Fault[] {
  return [...twins].flatMap(([name, twin]) => {
    if (containers.includes(name) && containers.includes(twin)) return [];
    const message = `the twin ${JSON.stringify(twin)} of ${name} is not a container`;
    const hint = `give names of containers: ${containers.join(', ')}`;
    return [new Fault('matrix/twin', message, { at: inside(at, 'twins', name), hint })];
  });
}

/** An exclusion leaves out what has one of its values on each of its axes. A value that an axis does not have is a fault. */
function exclusionFaults(exclude: readonly Exclusion[], values: Matrix['values'], at: Location): readonly Fault[] {
  return exclude.flatMap((exclusion, index) =>
    axes.flatMap((axis) => {
      const unknown = exclusion[axis]?.find((word) => !values[axis].includes(word));
      if (unknown === undefined) return [];
      const details = { at: inside(at, 'exclude', index, axis), hint: `${axis} are ${values[axis].join(', ')}` };
      return [new Fault('matrix/value', `nothing is excluded by ${JSON.stringify(unknown)}`, details)];
    }),
  );
}
