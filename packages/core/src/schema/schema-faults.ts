import type * as core from 'zod/v4/core';
import { Fault } from '../faults/fault.ts';
import { mostListed } from '../faults/fault-list.ts';
import { type DocumentPath, inside, type PathStep } from '../faults/location.ts';
import { isObject } from '../json/json-object.ts';
import { decodeFaults } from './coded.ts';
import { type Finding, findingOf, missingKey, nearKeys, unknownKey, type Visited } from './finding.ts';
import { type Place, placesOf } from './issue-places.ts';
import type { Reading } from './reading.ts';
import { schemaBelow } from './schema-below.ts';

/** Reports the issues that zod found in `value`, in the order of the document. */
export function reportIssues(
  schema: core.$ZodType,
  value: unknown,
  { issues, reading }: { readonly issues: readonly core.$ZodIssue[]; readonly reading: Reading },
): void {
  visit(placesOf(issues), { value, schema, path: [] }, reading);
}

function visit({ issues, below }: Place, visited: Visited, reading: Reading): void {
  const { value, path } = visited;
  for (const issue of issues) {
    const decoding = decodeFaults(issue);
    if (decoding !== undefined) reading.faults.pushAll(decoding.map((fault) => placed(fault, path, reading)));
    else if (issue.code !== 'unrecognized_keys') report(path, reading, () => findingOf(issue, visited, reading));
  }
  if (!isObject(value)) {
    for (const [step, place] of below) visit(place, member(visited, step), reading);
    return;
  }
  // In the order of the document, as the keys below are.
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  const near = reading.faults.isFull ? new Map() : nearKeys(unknown.slice(0, mostListed), visited);
  const meant = new Set(near.values());
  let next = 0;
  for (const key of below.size === 0 ? unknown : Object.keys(value)) {
    if (key === unknown[next]) {
      next++;
      report([...path, key], reading, () => unknownKey(key, near.get(key), visited));
      continue;
    }
    const place = below.get(key);
    if (place !== undefined && isGiven(value, key)) visit(place, member(visited, key), reading);
  }
  for (const [key, place] of below) {
    if (isGiven(value, key)) continue;
    const missingAt = reading.missingAt === 'record' ? path : [...path, key];
    if (place.issues.length === 0) visit(place, member(visited, key), reading);
    else if (!meant.has(key)) report(missingAt, reading, () => missingKey(String(key), visited, reading));
  }
}

function member({ value, schema, path }: Visited, step: PathStep): Visited {
  const inner =
    typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, step)?.value : undefined;
  return { value: inner, schema: schemaBelow(schema, value, step), path: [...path, step] };
}

/** A full list counts its faults, and builds none. */
function report(path: DocumentPath, { faults, at, subject }: Reading, find: () => Finding): void {
  faults.report(() => {
    const { code, message, hint } = find();
    const place = inside(at, ...path);
    return new Fault(`${subject}/${code}`, message, hint === undefined ? { at: place } : { at: place, hint });
  });
}

/** A fault of a decoder that names no document is at the value that it decoded. */
function placed(fault: Fault, path: DocumentPath, { at }: Reading): Fault {
  const { document, path: own = [] } = fault.at ?? {};
  return document === undefined ? fault.with({ at: inside(at, ...path, ...own) }) : fault;
}

const isGiven = (value: Readonly<Record<string, unknown>>, key: PathStep): boolean =>
  Object.hasOwn(value, key) && value[key] !== undefined && value[key] !== null;
