import { defined, Fault, FaultList, readExactJson, type TextOrigin, throwFaults } from '@bootwright/core';
import type { Manifest } from '../manifest.ts';
import { reportDocument } from './document-problems.ts';
import { manifestSchema } from './manifest-schema.ts';

/**
 * The manifest that a text contains, with its keys in the order of the text. Every key and value is checked against the
 * schemas of osbuild's stages, inputs, devices, mounts and sources.
 *
 * Faults: `osbuild/json` for what is not JSON; `osbuild/unknown-key`, `osbuild/missing-key`, `osbuild/value`,
 * `osbuild/parts`, `osbuild/unknown-stage` (and `-source`, `-input`, `-device`, `-mount`); `osbuild/number` for a number
 * that would not be encoded as it was. All that are found, the first with the others as related ones.
 */
export function decodeManifest(text: string, origin: TextOrigin): Manifest {
  const value = parseJson(text, origin);
  throwFaults(manifestFaults(value, origin));
  // Without faults it has what the schemas ask for.
  return value as Manifest;
}

function parseJson(text: string, origin: TextOrigin): unknown {
  const reading = readExactJson(text);
  if (reading.kind === 'value') return reading.value;
  const { problem, line, column } = reading;
  throw new Fault('osbuild/json', `the text is not JSON: ${problem}`, {
    at: { ...origin, line, column },
    hint: 'give a manifest as osbuild reads it: one JSON object with "version", "pipelines" and "sources"',
  });
}

function manifestFaults(value: unknown, at: TextOrigin): FaultList {
  const faults = new FaultList();
  reportDocument(value, manifestSchema, (build) =>
    faults.report(() => {
      const { code, message, path, hint } = build();
      return new Fault(code, message, { at: { ...at, path }, ...defined({ hint }) });
    }),
  );
  return faults;
}
