import type { DocumentPath } from '@bootwright/core';
import { isObject, listOf, numberOf, objectOf, parsedJson, textOf } from '@bootwright/core';

/** The result that osbuild prints at the end, on standard output. */
export type OsbuildResult =
  | { readonly kind: 'success' }
  /** The manifest does not match its schemas. */
  | { readonly kind: 'invalid'; readonly errors: readonly SchemaError[] }
  | { readonly kind: 'stage-failed'; readonly id: string; readonly type: string; readonly output: string }
  | { readonly kind: 'source-failed'; readonly type: string; readonly output: string }
  | { readonly kind: 'no-export'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'no-checkpoint' }
  | { readonly kind: 'unsupported' }
  /** Interrupted. */
  | { readonly kind: 'aborted' }
  /** No result: osbuild ended before it printed one. */
  | { readonly kind: 'none' };

export interface SchemaError {
  readonly message: string;
  /** The path in the manifest. */
  readonly path: DocumentPath;
}

/** Parses osbuild's result: its JSON form (`--json`), and the texts that it prints with and without it. */
export function parseOsbuildResult(text: string): OsbuildResult {
  const lines = text.split('\n');
  const missing = /^Export (.+) not found in \[(.*)\]$/m.exec(text);
  if (missing !== null) {
    return {
      kind: 'no-export',
      name: missing[1] ?? '',
      known: [...(missing[2] ?? '').matchAll(/'([^']*)'/g)].map(([, name = '']) => name),
    };
  }
  if (lines.includes('No checkpoints matched provided patterns!')) return { kind: 'no-checkpoint' };
  if (lines.includes('Unsupported manifest format')) return { kind: 'unsupported' };
  if (lines.includes('Aborted')) return { kind: 'aborted' };
  const value = lines.map((line) => (line.startsWith('{') ? parsedJson(line) : undefined)).find(isObject);
  return value === undefined ? textResult(text) : jsonResult(value);
}

function jsonResult(value: Readonly<Record<string, unknown>>): OsbuildResult {
  if (Array.isArray(value.errors)) {
    return { kind: 'invalid', errors: value.errors.map((error) => schemaError(objectOf(error))) };
  }
  if (value.success === true) return { kind: 'success' };
  const { stage, source } = objectOf(objectOf(value.error).details);
  if (isObject(source)) {
    return { kind: 'source-failed', type: textOf(source.type) ?? '', output: textOf(source.output) ?? '' };
  }
  if (!isObject(stage)) return { kind: 'none' };
  return {
    kind: 'stage-failed',
    id: textOf(stage.id) ?? '',
    type: textOf(stage.type) ?? '',
    output: textOf(stage.output) ?? '',
  };
}

function schemaError({ message, path }: Readonly<Record<string, unknown>>): SchemaError {
  const steps = listOf(path).flatMap((step) => textOf(step) ?? numberOf(step) ?? []);
  return { message: textOf(message) ?? 'does not match its schema', path: steps };
}

/** `.pipelines[0].stages[1].options:`, then the message on an indented line. */
function textResult(text: string): OsbuildResult {
  if (/^Pipelines$/m.test(text)) return { kind: 'success' };
  if (!/ has errors:$/m.test(text)) return { kind: 'none' };
  const errors = [...text.matchAll(/^(\..*|):\n {2}(.+)$/gm)].map(([, place = '', message = '']) => ({
    message,
    path: [...place.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index)),
  }));
  return { kind: 'invalid', errors };
}
