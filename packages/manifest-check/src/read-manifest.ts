import {
  countValues,
  type DocumentPath,
  isObject,
  type JsonReading,
  listOf,
  objectOf,
  type Position,
} from '@bootwright/core';
import { readPythonJson } from '@bootwright/osbuild';
import { fromInspection } from './from-inspection.ts';

/** A manifest out of a text, whatever it is wrapped in. */
export interface ReadManifest {
  readonly kind: 'manifest';
  readonly value: unknown;
  /** Where in the text the manifest is: empty, or the key of a wrapped one. */
  readonly at: DocumentPath;
  /** As `osbuild --inspect` printed it, with ids; `value` has names in their place. Absent for what is not of that form. */
  readonly inspected?: unknown;
}

/** Why a text is not JSON, or is not read, and where. */
export type UnreadableManifest = {
  readonly kind: 'problem';
  /** Default: `osbuild/json`. */
  readonly code?: string;
  readonly problem: string;
} & Position;

/**
 * A hundred times what the largest manifests of image-builder have. Each value that is wrong takes a kilobyte of memory,
 * and a text of 64 MiB may have 30 million.
 */
const mostValues = 500_000;

/** Reads the text of a manifest, of a record with one under "manifest", or of what `osbuild --inspect` prints. */
export function readManifest(text: string): ReadManifest | UnreadableManifest {
  if (countValues(text, mostValues) > mostValues) {
    const problem = `a manifest of more than ${mostValues} values is not read`;
    return { kind: 'problem', code: 'manifest/too-large', problem, line: 1, column: 1 };
  }
  const reading: JsonReading = readPythonJson(text);
  if (reading.kind === 'problem') return reading;
  const { value } = reading;
  const whole = objectOf(value);
  const isWrapped = isObject(whole.manifest) && whole.version === undefined && whole.pipelines === undefined;
  const manifest = isWrapped ? whole.manifest : value;
  const at = isWrapped ? ['manifest'] : [];
  if (isInspection(manifest)) return { kind: 'manifest', value: fromInspection(manifest), at, inspected: manifest };
  return { kind: 'manifest', value: manifest, at };
}

/** No manifest has ids; every stage of an inspected one has. */
function isInspection(manifest: unknown): boolean {
  const stages = listOf(objectOf(manifest).pipelines).flatMap((pipeline) => listOf(objectOf(pipeline).stages));
  return stages.length > 0 && stages.every((stage) => typeof objectOf(stage).id === 'string');
}
