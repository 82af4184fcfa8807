import type { DocumentPath } from '@bootwright/core';
import { type Fields, fieldsOf, listOf } from './fields.ts';
import { idOf, isFalsy, type Loading, orEmpty, resolvePipeline, type StageState } from './loading.ts';

/** The ids of a stage's devices by name; parents come first, whatever the order in the text. */
export function addDevices(devices: Fields, path: DocumentPath, { report }: Loading): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  let todo = Object.keys(devices);
  while (todo.length > 0) {
    const waiting = todo.filter((name) => {
      const { type, parent, options } = fieldsOf(devices[name]);
      const of = typeof parent === 'string' && parent !== '' ? parent : undefined;
      if (of !== undefined && !ids.has(of)) {
        if (Object.hasOwn(devices, of)) return true;
        report({
          code: 'osbuild/unknown-device',
          message: `no device ${JSON.stringify(of)} in this stage`,
          path: [...path, name, 'parent'],
        });
      }
      const parentId = of === undefined ? undefined : ids.get(of);
      ids.set(name, idOf(type, ...(parentId === undefined ? [] : [parentId]), orEmpty(options ?? {})));
      return false;
    });
    if (waiting.length === todo.length) {
      for (const name of waiting) {
        const message = `the parents of the device ${JSON.stringify(name)} lead round in a circle`;
        report({ code: 'osbuild/device-cycle', message, path: [...path, name, 'parent'] });
      }
      break;
    }
    todo = waiting;
  }
  return ids;
}

export function addInputs(stage: StageState, inputs: Fields, path: DocumentPath, loading: Loading): void {
  for (const [name, input] of Object.entries(inputs)) {
    const { type, origin, options, references } = fieldsOf(input);
    const id = (refs: Fields) => idOf(type, origin, refs, orEmpty(options ?? {}));
    stage.inputs.set(name, id({}));
    const refs = new Map(referencesOf(references, [...path, name, 'references']));
    stage.inputs.set(name, id(origin === 'org.osbuild.pipeline' ? resolved(refs, loading) : known(refs, loading)));
  }
}

type Reference = readonly [key: string, { readonly options: unknown; readonly path: DocumentPath }];

function referencesOf(references: unknown, path: DocumentPath): readonly Reference[] {
  if (!Array.isArray(references)) {
    return Object.entries(fieldsOf(references)).map(([key, options]) => [
      key,
      { options: orEmpty(options), path: [...path, key] },
    ]);
  }
  return listOf(references).flatMap((reference, index): readonly Reference[] => {
    if (typeof reference === 'string') return [[reference, { options: {}, path: [...path, index] }]];
    const { id, options } = fieldsOf(reference);
    return typeof id === 'string' ? [[id, { options: orEmpty(options ?? {}), path: [...path, index, 'id'] }]] : [];
  });
}

/** By ids of pipelines; osbuild passes over what is not of the form `name:…`. */
function resolved(refs: ReadonlyMap<string, Reference[1]>, loading: Loading): Fields {
  const found = [...refs].flatMap(([key, { options, path }]): readonly [string, unknown][] => {
    const id = key.startsWith('name:') ? resolvePipeline(key, path, loading) : undefined;
    return id === undefined ? [] : [[id ?? 'null', options]];
  });
  return Object.fromEntries(found);
}

function known(refs: ReadonlyMap<string, Reference[1]>, { sourceIds, report }: Loading): Fields {
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
    const { name, type, source, partition, target, options } = fieldsOf(mount);
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
