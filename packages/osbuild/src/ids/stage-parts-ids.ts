import { type DocumentPath, type JsonObject, listOf, objectOf } from '@bootwright/core';

import { idOf, isFalsy, type Loading, orEmpty, resolvePipeline, type StageState } from './loading.ts';

/** The ids of a stage's devices by name; parents come first, whatever the order in the text. */
export function addDevices(devices: JsonObject, path: DocumentPath, loading: Loading): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const name of Object.keys(devices)) addDevice(name, { devices, ids, path, loading });
  return ids;
}

interface DeviceLoading {
  readonly devices: JsonObject;
  readonly ids: Map<string, string>;
  readonly path: DocumentPath;
  readonly loading: Loading;
}

/** Adds a device behind all that it is below: a chain without end is followed once, and without recursion. */
function addDevice(name: string, { devices, ids, path, loading: { report } }: DeviceLoading): void {
  const chain: string[] = [];
  const seen = new Set<string>();
  let next: string | undefined = name;
  while (next !== undefined && !ids.has(next) && !seen.has(next)) {
    chain.push(next);
    seen.add(next);
    const parent = parentOf(devices[next]);
    if (parent !== undefined && !Object.hasOwn(devices, parent)) {
      const message = `no device ${JSON.stringify(parent)} in this stage`;
      report({ code: 'osbuild/unknown-device', message, path: [...path, next, 'parent'] });
      break;
    }
    next = parent;
  }
  const isCircle = next !== undefined && seen.has(next) && parentOf(devices[chain.at(-1) ?? '']) === next;
  for (const device of isCircle ? chain : []) {
    const message = `the parents of the device ${JSON.stringify(device)} lead round in a circle`;
    report({ code: 'osbuild/device-cycle', message, path: [...path, device, 'parent'] });
  }
  for (const device of chain.reverse()) {
    const { type, options } = objectOf(devices[device]);
    const parentId = ids.get(parentOf(devices[device]) ?? '');
    ids.set(device, idOf(type, ...(parentId === undefined ? [] : [parentId]), orEmpty(options ?? {})));
  }
}

/** Without a name there is no parent. */
function parentOf(device: unknown): string | undefined {
  const { parent } = objectOf(device);
  return typeof parent === 'string' && parent !== '' ? parent : undefined;
}

export function addInputs(stage: StageState, inputs: JsonObject, path: DocumentPath, loading: Loading): void {
  for (const [name, input] of Object.entries(inputs)) {
    const { type, origin, options, references } = objectOf(input);
    const id = (refs: JsonObject) => idOf(type, origin, refs, orEmpty(options ?? {}));
    stage.inputs.set(name, id({}));
    const refs = new Map(referencesOf(references, [...path, name, 'references']));
    stage.inputs.set(name, id(origin === 'org.osbuild.pipeline' ? resolved(refs, loading) : known(refs, loading)));
  }
}

type Reference = readonly [key: string, { readonly options: unknown; readonly path: DocumentPath }];

function referencesOf(references: unknown, path: DocumentPath): readonly Reference[] {
  if (!Array.isArray(references)) {
    return Object.entries(objectOf(references)).map(([key, options]) => [
      key,
      { options: orEmpty(options), path: [...path, key] },
    ]);
  }
  return listOf(references).flatMap((reference, index): readonly Reference[] => {
    if (typeof reference === 'string') return [[reference, { options: {}, path: [...path, index] }]];
    const { id, options } = objectOf(reference);
    return typeof id === 'string' ? [[id, { options: orEmpty(options ?? {}), path: [...path, index, 'id'] }]] : [];
  });
}

/** By ids of pipelines; osbuild passes over what is not of the form `name:…`. */
function resolved(refs: ReadonlyMap<string, Reference[1]>, loading: Loading): JsonObject {
  const found = [...refs].flatMap(([key, { options, path }]): readonly [string, unknown][] => {
    const id = key.startsWith('name:') ? resolvePipeline(key, path, loading) : undefined;
    return id === undefined ? [] : [[id ?? 'null', options]];
  });
  return Object.fromEntries(found);
}

function known(refs: ReadonlyMap<string, Reference[1]>, { sourceIds, report }: Loading): JsonObject {
  return Object.fromEntries(
    [...refs].map(([key, { options, path }]) => {
      if (!sourceIds.has(key)) {
        report({ code: 'osbuild/unknown-source-item', message: `no source has ${JSON.stringify(key)}`, path });
      }
      return [key, options];
    }),
  );
}

export function addMounts(
  stage: StageState,
  mounts: readonly unknown[],
  devices: ReadonlyMap<string, string>,
  path: DocumentPath,
  { report }: Loading,
): void {
  for (const [index, mount] of mounts.entries()) {
    const { name, type, source, partition, target, options } = objectOf(mount);
    const key = String(name);
    if (stage.mounts.has(key)) {
      const message = `a mount ${JSON.stringify(key)} exists already in this stage`;
      report({ code: 'osbuild/duplicate-mount', message, path: [...path, index, 'name'] });
    }
    const device = typeof source === 'string' && source !== '' ? devices.get(source) : undefined;
    if (device === undefined && typeof source === 'string' && source !== '') {
      const message = `no device ${JSON.stringify(source)} in this stage`;
      report({ code: 'osbuild/unknown-device', message, path: [...path, index, 'source'] });
    }
    const parts = [device, partition, target].filter((part) => part !== undefined && !isFalsy(part));
    stage.mounts.set(key, idOf(type, ...parts, options ?? {}));
  }
}
