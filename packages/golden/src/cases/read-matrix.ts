import { profiles } from '@bootwright/build-request';
import {
  below,
  Fault,
  FaultList,
  isRecord,
  type Location,
  type Reading,
  StrictRecord,
  throwFaults,
} from '@bootwright/core';
import { checkedName } from './case-name.ts';

const matrixKeys = [
  ...['containers', 'twins', 'architectures', 'file_systems', 'blueprints', 'types', 'profiles'],
  ...['options', 'seed', 'exclude'],
];

/** The axes of a matrix, in the order in which its cases are named; what varies last varies fastest. */
export const axes = ['blueprints', 'architectures', 'file_systems', 'containers', 'profiles', 'types'] as const;

export type Axis = (typeof axes)[number];
export type Exclusion = Readonly<Partial<Record<Axis, readonly string[]>>>;
type Named = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** A matrix of cases, checked. */
export interface Matrix {
  readonly values: Readonly<Record<Axis, readonly string[]>>;
  readonly containers: Named;
  /** What containers of an architecture have in addition to their own facts. */
  readonly architectures: Named;
  readonly blueprints: ReadonlyMap<string, unknown>;
  /** By the name of a sealed container, that of the same one unsealed. */
  readonly twins: ReadonlyMap<string, string>;
  readonly exclude: readonly Exclusion[];
  /** `options` and `seed` of every request. */
  readonly shared: Readonly<Record<string, unknown>>;
}

/** Reads a matrix from its JSON value; throws all its faults (`matrix/…`). */
export function readMatrix(value: unknown, at: Location): Matrix {
  const reading: Reading = { at, subject: 'matrix', faults: new FaultList() };
  const fields = StrictRecord.of(value, matrixKeys, reading);
  if (fields === undefined) throw reading.faults.joined();
  const containers = readNamed(fields.raw('containers'), 'containers', reading);
  const blueprints = readNamed(fields.raw('blueprints') ?? { none: {} }, 'blueprints', reading);
  const architectures = readNamed(listAsNames(fields.raw('architectures')), 'architectures', reading);
  const values = {
    containers: [...containers.keys()],
    blueprints: [...blueprints.keys()],
    architectures: [...architectures.keys()],
    file_systems: readWords(fields, 'file_systems', reading),
    types: readWords(fields, 'types', reading),
    profiles: readWords(fields, 'profiles', reading, ['reference'], profiles),
  };
  const twins = readTwins(fields, values.containers);
  const exclude = readExclusions(fields, values, reading);
  throwFaults(reading.faults);
  const shared = ['options', 'seed'].filter((key) => fields.raw(key) !== undefined);
  return {
    values,
    containers,
    architectures,
    blueprints,
    twins,
    exclude,
    shared: Object.fromEntries(shared.map((key) => [key, fields.raw(key)])),
  };
}

/** A list of names stands for names without facts of their own. */
function listAsNames(value: unknown): unknown {
  return Array.isArray(value) ? Object.fromEntries(value.map((name) => [String(name), {}])) : value;
}

function readNamed(value: unknown, key: string, reading: Reading): Named {
  const at = below(reading, key);
  if (!isRecord(value) || Object.keys(value).length === 0) {
    reading.faults.push(
      new Fault('matrix/missing', `the matrix has no ${key}`, { at: at.at, hint: `give "${key}": { NAME: {…} }` }),
    );
    return new Map();
  }
  const entries = Object.entries(value).flatMap(([name, entry]) => {
    const place = below(at, name);
    collect(reading, () => checkedName(name, place.at));
    if (isRecord(entry)) return [[name, { ...entry }] as const];
    reading.faults.push(
      new Fault('matrix/type', `"${name}" of ${key} is not an object`, { at: place.at, hint: 'give an object' }),
    );
    return [];
  });
  return new Map(entries);
}

function readWords(
  fields: StrictRecord,
  key: string,
  reading: Reading,
  usual?: readonly string[],
  allowed?: readonly string[],
): readonly string[] {
  const words = fields.strings(key) ?? usual ?? [];
  const { at } = below(reading, key);
  if (words.length === 0 && !reading.faults.some((fault) => fault.at?.path?.at(-1) === key)) {
    reading.faults.push(new Fault('matrix/missing', `the matrix has no ${key}`, { at, hint: `give "${key}": […]` }));
  }
  for (const word of words) {
    collect(reading, () => checkedName(word, at));
    if (allowed?.includes(word) === false) {
      const hint = `use ${allowed.join(' or ')}`;
      reading.faults.push(new Fault('matrix/value', `unknown word ${JSON.stringify(word)} in ${key}`, { at, hint }));
    }
  }
  return [...new Set(words)];
}

function readTwins(fields: StrictRecord, containers: readonly string[]): ReadonlyMap<string, string> {
  const record = fields.record('twins', containers);
  const pairs = containers.flatMap((name) => {
    const twin = record?.string(name);
    return twin === undefined ? [] : [[name, twin] as const];
  });
  const { at, faults } = fields.under('twins');
  for (const [name, twin] of pairs) {
    if (containers.includes(twin)) continue;
    const hint = `use one of ${containers.join(', ')}`;
    faults.push(
      new Fault('matrix/twin', `the twin ${JSON.stringify(twin)} of ${name} is not a container`, { at, hint }),
    );
  }
  return new Map(pairs);
}

/** Each exclusion names values of one or more axes; what has all of them is left out. A value that an axis does not have is a fault. */
function readExclusions(fields: StrictRecord, values: Matrix['values'], reading: Reading): readonly Exclusion[] {
  const records = fields.records('exclude', [...axes, 'because']) ?? [];
  return records.map((record, index) => {
    record.string('because');
    const given = axes.flatMap((axis) => {
      const words = record.strings(axis);
      return words === undefined ? [] : [[axis, words] as const];
    });
    for (const [axis, words] of given) {
      const unknown = words.find((word) => !values[axis].includes(word));
      if (unknown === undefined) continue;
      const { at } = below(reading, 'exclude', index, axis);
      const hint = `${axis} are ${values[axis].join(', ')}`;
      reading.faults.push(new Fault('matrix/value', `nothing is excluded by ${JSON.stringify(unknown)}`, { at, hint }));
    }
    return Object.fromEntries(given);
  });
}

function collect(reading: Reading, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    reading.faults.push(error);
  }
}
