import { type DocumentPath, JsonNumber } from '@bootwright/core';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { pythonJson } from './python-json.ts';

/** A reference to nothing, or a name that is given twice: osbuild ends with a traceback. */
export interface LoadProblem {
  readonly code: string;
  readonly message: string;
  readonly path: DocumentPath;
}

/** The state while stages are read: osbuild resolves a reference to what is known by then. */
export interface Loading {
  readonly pipelines: Map<string, PipelineState>;
  /** Ids of everything that any source has. */
  readonly sourceIds: ReadonlySet<string>;
  readonly report: (problem: LoadProblem) => void;
}

export interface PipelineState {
  readonly name: unknown;
  readonly build: string | null;
  readonly epoch: unknown;
  readonly stages: StageState[];
}

export interface StageState {
  /** What is hashed before inputs and mounts. */
  readonly head: string;
  /** Ids of the inputs read so far, by their names. */
  readonly inputs: Map<string, string>;
  readonly mounts: Map<string, string>;
  /** Once all of the stage is read. */
  id?: string;
}

/** The SHA-256 of values one after the other, as hexadecimal digits. */
export const idOf = (...parts: readonly unknown[]): string => digest(parts.map(pythonJson).join(''));

const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** The id of a stage, as far as it is read. */
export function stageId({ id, head, inputs, mounts }: StageState): string {
  if (id !== undefined) return id;
  const inputsPart = inputs.size === 0 ? '' : pythonJson(Object.fromEntries(inputs));
  const mountsPart = mounts.size === 0 ? '' : pythonJson([...mounts.values()]);
  return digest(head + inputsPart + mountsPart);
}

/**
 * The id of the pipeline that `name:…` refers to: null where it has no stages, undefined where no pipeline before has
 * that name, which is reported.
 */
export function resolvePipeline(reference: string, path: DocumentPath, loading: Loading): string | null | undefined {
  const name = reference.slice('name:'.length);
  const target = loading.pipelines.get(pythonKey(name));
  if (target === undefined) {
    const message = `no pipeline ${JSON.stringify(name)} comes before this reference`;
    loading.report({ code: 'osbuild/unknown-pipeline', message, path });
    return undefined;
  }
  const last = target.stages.at(-1);
  return last === undefined ? null : stageId(last);
}

/** Equal for values that are one key of a dictionary of Python, where 1, 1.0 and true are equal. */
export function pythonKey(name: unknown): string {
  if (typeof name === 'string') return `"${name}`;
  if (typeof name === 'boolean') return String(Number(name));
  const number = Number(typeof name === 'number' || name instanceof JsonNumber ? String(name) : Number.NaN);
  return Number.isNaN(number) ? pythonJson(name ?? null) : String(number);
}

/** What osbuild takes for options: an empty object in place of anything that Python takes for false. */
export const orEmpty = (value: unknown): unknown => (isFalsy(value) ? {} : value);

export function isFalsy(value: unknown): boolean {
  if (value instanceof JsonNumber) return Number(value.text) === 0;
  return typeof value === 'object' && value !== null ? Object.keys(value).length === 0 : !value;
}
