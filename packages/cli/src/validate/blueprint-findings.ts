import { type Blueprint, examineBlueprint, soundPart } from '@bootwright/blueprint';
import type { Profile } from '@bootwright/build-request';
import type { ContainerInfo } from '@bootwright/container-facts';
import {
  bytes,
  cappedNotices,
  type DocumentPath,
  defined,
  Fault,
  FaultList,
  inside,
  type Location,
  MiB,
  type Notice,
  renderPath,
} from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';
import { optionsWithoutEffect, planImage, sealingTwin, unsupportedHint } from '@bootwright/plan';
import type { BlueprintText } from '../manifest/read-blueprint.ts';

/** The faults and notices of a blueprint. */
export interface BlueprintFindings {
  readonly faults: readonly Fault[];
  readonly notices: readonly Notice[];
}

/** What a blueprint is checked for. */
export interface FindingsOptions {
  /** Whether to report options without an effect on one of the types, or only those without an effect on every type. */
  readonly scope: 'these types' | 'every type';
  /** Whether the container is sealed. */
  readonly sealed: boolean;
  readonly profile: Profile;
}

/**
 * All faults of a blueprint: of its format, its values, and the disk that it describes; and a notice for each option
 * without an effect on images of these types. A fault in one customization does not keep the others from being checked.
 */
export function blueprintFindings(
  { text, origin }: BlueprintText,
  types: readonly ImageType[],
  { scope, ...kind }: FindingsOptions,
): BlueprintFindings {
  const { faults, sound } = examineBlueprint(text, origin);
  const { document, file } = origin;
  const at: Location = { document, ...defined({ file }) };
  const planned = types.map((type) => planFindings(sound, { ...kind, type, at }));
  const planFaults = new FaultList();
  planFaults.pushAll(faults);
  planFaults.pushAll(distinct(planned.flatMap((one) => one.faults)));
  return {
    faults: [...planFaults],
    notices: cappedNotices([
      ...ignoredOptions(sound, types, scope).map(({ path, types: without }) => ignored(path, without, at)),
      ...distinct(planned.flatMap((one) => one.notices)),
    ]),
  };
}

interface IgnoredOption {
  readonly path: DocumentPath;
  readonly types: readonly ImageType[];
}

/** Options without an effect on one of these types, or on every type if none was given. */
function ignoredOptions(
  blueprint: Blueprint,
  types: readonly ImageType[],
  scope: 'these types' | 'every type',
): readonly IgnoredOption[] {
  const found = new Map<string, { readonly path: DocumentPath; readonly types: ImageType[] }>();
  for (const type of types) {
    for (const path of optionsWithoutEffect(blueprint, type)) {
      const option = found.get(renderPath(path)) ?? { path, types: [] };
      found.set(renderPath(path), option);
      option.types.push(type);
    }
  }
  return [...found.values()].filter((option) => scope === 'these types' || option.types.length === types.length);
}

function ignored(path: DocumentPath, types: readonly ImageType[], at: Location): Notice {
  const [type] = types;
  return {
    code: 'blueprint/unsupported',
    message: `${renderPath(path)}: not supported by image type ${types.map(({ name }) => name).join(', ')}`,
    at: inside(at, ...path),
    hint: `${unsupportedHint(path)}; "bootwright describe ${type?.name}" lists the supported options`,
  };
}

/** A container that leaves every decision to the blueprint: unsealed, without a disk layout of its own. */
const plainContainer: ContainerInfo = {
  imgref: 'registry.example.com/any/os:1',
  architecture: 'x86_64',
  defaultRootFs: 'ext4',
  size: bytes(MiB(1)),
  unifiedKernel: false,
  os: {
    // A system that every image type is made of.
    release: { id: 'fedora', versionId: '43', name: 'any' },
    uefiVendor: 'fedora',
    kernel: { version: '6.12.0', hasAbootImage: false },
    initrdModules: ['ostree', 'dmsquash-live', 'livenet'],
  },
};

const sealedContainer = sealingTwin(plainContainer);

/** Arguments for the planner. */
interface Planned extends Omit<FindingsOptions, 'scope'> {
  readonly type: ImageType;
  readonly at: Location;
}

/** Notices of the planner that `ignoredOptions` replaces. */
const replaced = [
  'blueprint/unsupported',
  'profile/first-unsupported',
  'profile/applied-warnings',
  'profile/ignored-options',
];

/** What the planner reports about the blueprint. It stops at the first kind of fault, so the sound part is planned again. */
function planFindings(blueprint: Blueprint, planned: Planned): BlueprintFindings {
  const { faults, notices } = plannedOnce(blueprint, planned);
  const sound = soundPart(blueprint, faults);
  if (sound === blueprint) return { faults, notices };
  const others = planFindings(sound, planned);
  return { faults: [...faults, ...others.faults], notices: others.notices };
}

function plannedOnce(blueprint: Blueprint, { type, at, sealed, profile }: Planned): BlueprintFindings {
  const isOfBlueprint = ({ code, at: place }: Notice): boolean =>
    place?.document === at.document && !replaced.includes(code);
  try {
    const { notices } = planImage({
      container: sealed ? sealedContainer : plainContainer,
      imageType: type.name,
      options: {
        remoteSource: false,
        omitDefaultKernelArguments: false,
        installerPayload: 'registry.example.com/any/payload:1',
      },
      blueprint,
      blueprintAt: at,
      seed: 0n,
      profile,
    });
    return { faults: [], notices: notices.filter(isOfBlueprint) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { faults: error.all().filter((fault) => isOfSealing(fault) || isOfBlueprint(fault)), notices: [] };
  }
}

/** The blueprint is checked for a sealed container, which cannot become an image of the type. */
function isOfSealing({ code }: Fault): boolean {
  return code === 'sealed/image-type';
}

function distinct<Problem extends Notice>(problems: readonly Problem[]): readonly Problem[] {
  const byText = new Map(
    problems.map((problem) => [JSON.stringify([problem.code, problem.message, problem.at]), problem]),
  );
  return [...byText.values()];
}
