import type { Blueprint } from '@bootwright/blueprint';
import type { ContainerInfo } from '@bootwright/container-facts';
import { type DocumentPath, Fault, isObject, renderPath } from '@bootwright/core';
import { encodeJsonCompact, type Manifest } from '@bootwright/osbuild';
import type { DocumentName, PlaygroundInput } from '../inputs/playground-input.ts';
import { locatePlaces } from './locate-findings.ts';
import { makeImage } from './make-image.ts';
import type { StageCause } from './outcome.ts';
import { readInput, requestOf } from './read-input.ts';

/** Parts of the input that are left out one by one; each costs a manifest. */
const mostParts = 60;

/**
 * For each stage the parts of the input without which it would not be as it is: each part is left out, the manifest is made
 * again, and what is missing then is there because of that part. Identifiers do not count: all that is drawn after the part
 * would have others. `isCurrent` ends the search when nobody waits for it, as far as `pause` lets others tell.
 */
export async function stageCauses(
  input: PlaygroundInput,
  isCurrent: () => boolean = () => true,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<readonly StageCause[]> {
  const { request, container, blueprint } = readInput(input);
  if (request === undefined || container === undefined || blueprint === undefined) return [];
  const whole = await manifestOf(() => makeImage(request));
  if (whole === undefined) return [];
  const found: StageCause[] = [];
  const parts = [...blueprintParts(blueprint), ...containerParts(container, input)].slice(0, mostParts);
  const places = locatePlaces(
    parts.map(({ document, path }) => ({ document, path })),
    input.texts,
  );
  for (const [index, part] of parts.entries()) {
    await pause();
    if (!isCurrent()) return [];
    const rest = await manifestOf(() => {
      const left = part.leftOut({ container, blueprint });
      return makeImage(requestOf(input, left.container, left.blueprint).request);
    });
    if (rest === undefined) continue;
    const { document, path } = part;
    const line = places[index]?.line;
    for (const stage of missing(whole, rest)) {
      found.push({ ...stage, document, path: renderPath(path), ...(line === undefined ? {} : { line }) });
    }
  }
  return found;
}

interface Sources {
  readonly container: ContainerInfo;
  readonly blueprint: Blueprint;
}

interface Part {
  readonly document: DocumentName;
  readonly path: DocumentPath;
  readonly leftOut: (sources: Sources) => Sources;
}

/** Each customization; of lists, each item. */
function blueprintParts({ customizations }: Blueprint): readonly Part[] {
  return Object.entries(customizations ?? {}).flatMap(([key, value]): readonly Part[] => {
    const path = ['customizations', key];
    const part = (at: DocumentPath, rest: unknown): Part => ({
      document: 'blueprint',
      path: at,
      leftOut: ({ container, blueprint }) => ({ container, blueprint: withCustomization(blueprint, key, rest) }),
    });
    if (!Array.isArray(value)) return [part(path, undefined)];
    return value.map((_, index) =>
      part(
        [...path, index],
        value.filter((_item, other) => other !== index),
      ),
    );
  });
}

function withCustomization(blueprint: Blueprint, key: string, value: unknown): Blueprint {
  const { [key]: _, ...others } = { ...blueprint.customizations } as Readonly<Record<string, unknown>>;
  const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
  // The same members with values of their types, of which one may be missing: each is optional.
  return {
    ...blueprint,
    customizations: { ...others, ...(isEmpty ? {} : { [key]: value }) } as Blueprint['customizations'],
  } as Blueprint;
}

/** Facts that may be missing, and their names in JSON. */
const optionalFacts = [
  ['bootloader', 'bootloader'],
  ['mountSpecs', 'install'],
  ['size', 'size'],
] as const;
/** The same of the system, below `os_info`. */
const optionalSystemFacts = [
  ['uefiVendor', 'uefi_vendor'],
  ['selinuxPolicy', 'selinux_policy'],
  ['diskDefinition', 'disk_yaml'],
  ['customizations', 'image_customization'],
  ['accounts', 'accounts'],
] as const;

function containerParts(container: ContainerInfo, { texts }: PlaygroundInput): readonly Part[] {
  const own = optionalFacts.filter(([key]) => container[key] !== undefined);
  const system = optionalSystemFacts.filter(([key]) => container.os[key] !== undefined);
  const isEdited = texts['disk.yaml'].trim() !== '';
  return [
    ...own.map(
      ([key, name]): Part => ({
        document: 'container',
        path: [name],
        leftOut: ({ container: { [key]: _, ...rest }, blueprint }) => ({ container: rest, blueprint }),
      }),
    ),
    ...system.map(([key, name]): Part => {
      const isDisk = key === 'diskDefinition' && isEdited;
      return {
        document: isDisk ? 'disk.yaml' : 'container',
        path: isDisk ? ['partition_table'] : ['os_info', name],
        leftOut: ({ container: { os, ...rest }, blueprint }) => {
          const { [key]: _, ...others } = os;
          return { container: { ...rest, os: others }, blueprint };
        },
      };
    }),
  ];
}

/** The stages by pipeline, as texts without identifiers. */
type StageTexts = readonly { readonly name: string; readonly stages: readonly string[] }[];

async function manifestOf(make: () => Promise<{ readonly manifest: Manifest }>): Promise<StageTexts | undefined> {
  try {
    const { manifest } = await make();
    return manifest.pipelines.map(({ name, stages = [] }) => ({ name, stages: stages.map(stageText) }));
  } catch (error) {
    // Without the part no image can be made.
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

const identifier = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

function stageText(stage: unknown): string {
  return encodeJsonCompact(isObject(stage) ? stage : {}).replace(identifier, '-');
}

function missing(
  whole: StageTexts,
  rest: StageTexts,
): readonly { readonly pipeline: number; readonly stage: number }[] {
  return whole.flatMap(({ name, stages }, pipeline) => {
    const left = [...(rest.find((other) => other.name === name)?.stages ?? [])];
    return stages.flatMap((text, stage) => {
      const at = left.indexOf(text);
      if (at < 0) return [{ pipeline, stage }];
      left.splice(at, 1);
      return [];
    });
  });
}
