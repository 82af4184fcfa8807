import {
  accountNotices,
  type Blueprint,
  type BlueprintOrigin,
  examineBlueprint,
  hasTooManyPasswords,
  soundPart,
} from '@bootwright/blueprint';
import type { Profile } from '@bootwright/build-request';
import {
  cappedNotices,
  defined,
  Fault,
  FaultList,
  grouped,
  inside,
  type Location,
  type Notice,
  renderPath,
} from '@bootwright/core';
import { diskTypes, type ImageType } from '@bootwright/image-types';
import { optionsWithoutEffect, planImage, unsupportedHint } from '@bootwright/plan';
import { distinct, type Findings } from './findings.ts';
import { type ContainerChoice, chosenContainer, type UsualRequest, usualRequest } from './usual-request.ts';

/** What a blueprint is checked for. */
export interface BlueprintContext extends ContainerChoice {
  /** Report options without an effect on one of these types. Default: on every disk type. */
  readonly imageTypes?: readonly ImageType[];
  /** Whose findings. Default: the notices of `recommended`, and the faults of both: with none of them, both make an image. */
  readonly profile?: Profile;
  /** Of a text. Default: the document `blueprint`, its format detected. */
  readonly origin?: BlueprintOrigin;
}

/**
 * All faults of a blueprint: of its format, its values, and the disk that it describes; and a notice for each option
 * without an effect, and for each value that is probably not meant. `blueprint` is TOML or JSON text, or the value that
 * JSON text gives; findings have lines and columns in a text alone. A fault in one customization does not keep the
 * others from being checked.
 */
export function checkBlueprint(blueprint: string | object, context: BlueprintContext = {}): Findings {
  if (typeof blueprint === 'string') return checkText(blueprint, context);
  const { faults, notices } = checkText(JSON.stringify(blueprint), { ...context, origin: valueOrigin });
  return {
    faults: faults.map((fault) => fault.with(unplaced(fault))),
    notices: notices.map((notice) => ({ ...notice, ...unplaced(notice) })),
  };
}

const valueOrigin: BlueprintOrigin = { document: 'blueprint', format: 'json' };

/** The place without line and column. */
function unplaced({ at }: Notice): { readonly at?: Location } {
  if (at === undefined) return {};
  const { line: _, column: __, ...place } = at;
  return { at: place };
}

function checkText(text: string, context: BlueprintContext): Findings {
  const { imageTypes, container, profile } = context;
  const { origin = { document: 'blueprint' } } = context;
  const { faults, sound } = examineBlueprint(text, origin);
  const at: Location = { document: origin.document, ...defined({ file: origin.file }) };
  const types = imageTypes ?? diskTypes;
  const planning = { container: chosenContainer(context), isReal: container !== undefined, at };
  const quick = withoutHashing(sound);
  const findingsUnder = (by: Profile) => types.map((type) => planFindings(quick, { ...planning, type, profile: by }));
  const planned = findingsUnder(profile ?? 'recommended');
  const others = profile === undefined ? findingsUnder('reference') : [];
  const all = new FaultList();
  all.pushAll(faults);
  all.pushAll(distinct([...planned, ...others].flatMap((one) => one.faults)));
  return {
    faults: [...all],
    notices: cappedNotices([
      ...ignoredOptions(sound, types, { ignoredByAll: imageTypes === undefined, at }),
      ...distinct(planned.flatMap((one) => one.notices)),
    ]),
  };
}

/** A whole hash of SHA-512, of nothing. */
const someHash = `$6$salt$${'.'.repeat(86)}`;

/** The blueprint with a hash for each plain password that is right: to hash one takes longer than all of the planning. */
function withoutHashing(blueprint: Blueprint): Blueprint {
  const { customizations: { user: users, ...others } = {} } = blueprint;
  // More than are hashed are a fault of the planner, which then hashes none.
  if (users === undefined || hasTooManyPasswords(users)) return blueprint;
  const doubted = new Set(accountNotices({ user: users }, {}).map(({ at }) => renderPath(at?.path ?? [])));
  const isPlain = (password: string | undefined, index: number): boolean =>
    password !== undefined && !doubted.has(`user[${index}].password`);
  const user = users.map((entry, index) => (isPlain(entry.password, index) ? { ...entry, password: someHash } : entry));
  return { ...blueprint, customizations: { ...others, user } };
}

/** A notice for each option without an effect on one of these types, or on each of them. */
function ignoredOptions(
  blueprint: Blueprint,
  types: readonly ImageType[],
  { ignoredByAll, at }: { readonly ignoredByAll: boolean; readonly at: Location },
): readonly Notice[] {
  const ignored = types.flatMap((type) =>
    optionsWithoutEffect(blueprint, type).map((path) => ({ path, type: type.name })),
  );
  return [...grouped(ignored, ({ path }) => renderPath(path))].flatMap(([option, found]) => {
    if (ignoredByAll && found.length < types.length) return [];
    const [{ path }] = found;
    const message = `${option}: not supported by image type ${found.map(({ type }) => type).join(', ')}`;
    return [{ code: 'blueprint/unsupported', message, at: inside(at, ...path), hint: unsupportedHint(path) }];
  });
}

/** Arguments for the planner. */
interface Planned extends UsualRequest {
  /** Whether the container's facts are given: what is wrong with them is then reported. */
  readonly isReal: boolean;
}

/** Notices of the planner that `ignoredOptions` replaces. */
const replaced = [
  'blueprint/unsupported',
  'profile/first-unsupported',
  'profile/applied-warnings',
  'profile/ignored-options',
];

/** What the planner reports about the blueprint. It stops at the first kind of fault, so the sound part is planned again. */
function planFindings(blueprint: Blueprint, planned: Planned): Findings {
  const { faults, notices } = plannedOnce(blueprint, planned);
  const sound = soundPart(
    blueprint,
    faults.filter((fault) => fault.at?.document === planned.at.document),
  );
  if (sound === blueprint) return { faults, notices };
  const others = planFindings(sound, planned);
  return { faults: [...faults, ...others.faults], notices: others.notices };
}

function plannedOnce(blueprint: Blueprint, { isReal, ...request }: Planned): Findings {
  const isOfBlueprint = ({ code, at: place }: Notice): boolean =>
    place?.document === request.at.document && !replaced.includes(code);
  try {
    const { notices } = planImage(usualRequest(blueprint, request));
    return { faults: [], notices: notices.filter(isOfBlueprint) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { faults: error.all().filter((fault) => isReal || isOfSealing(fault) || isOfBlueprint(fault)), notices: [] };
  }
}

/** The blueprint is checked for a sealed container, which cannot become an image of the type. */
function isOfSealing({ code }: Fault): boolean {
  return code === 'sealed/image-type';
}
