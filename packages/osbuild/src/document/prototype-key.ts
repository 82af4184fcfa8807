import { isObject } from '@bootwright/core';
import type { DocumentProblem } from './schema-problems.ts';

/** zod passes over a key of this name; to osbuild it is a key like any other. */
const prototypeKey = '__proto__';

/** Another key, which fits the same patterns and which no schema names. */
const standIn = '__proto___';

/** The same value with another key in the place of `__proto__`; itself where it has none. */
export function withoutPrototypeKey(value: unknown): unknown {
  return hasPrototypeKey(value) ? replaced(value) : value;
}

function hasPrototypeKey(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPrototypeKey);
  return isObject(value) && (Object.hasOwn(value, prototypeKey) || Object.values(value).some(hasPrototypeKey));
}

function replaced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(replaced);
  if (!isObject(value)) return value;
  // Of two keys that would be one the other is left out: no schema has it either.
  const entries = Object.entries(value).filter(([key]) => key !== standIn || !Object.hasOwn(value, prototypeKey));
  return Object.fromEntries(entries.map(([key, item]) => [key === prototypeKey ? standIn : key, replaced(item)]));
}

/** What was found in such a value, with the key that the document has. */
export function withPrototypeKey({ message, path, place, ...others }: DocumentProblem): DocumentProblem {
  const steps = (all: DocumentProblem['path']) => all.map((step) => (step === standIn ? prototypeKey : step));
  return {
    ...others,
    message: message.replaceAll(JSON.stringify(standIn), JSON.stringify(prototypeKey)),
    path: steps(path),
    place: steps(place),
  };
}
