import { parseBuildRequestValue } from '@bootwright/build-request';
import { parseRegistryName } from '@bootwright/container-facts';
import { type DocumentPath, defined, Fault, inside, type Location, type Notice, renderPath } from '@bootwright/core';
import { type BlueprintContext, checkBlueprint } from './check-blueprint.ts';
import { skeletonAlone, withSkeleton } from './field-skeleton.ts';
import { distinct, type Findings, findingsAt, startsWith } from './findings.ts';
import { withValueAt } from './value-at.ts';

/** What a field is checked with. */
export interface FieldContext extends Omit<BlueprintContext, 'origin'> {
  /** The blueprint that the form has so far, as JSON: the field is then also checked against the others. */
  readonly blueprint?: object;
}

/**
 * What the parsers and the planner say of one field, as a user types it. `path` leads into a blueprint
 * (`['customizations', 'user', 0, 'name']`) or, where it begins with `options`, `image_type`, `seed` or `container`, into
 * a request (`['options', 'bootc', 'installer_payload_ref']`). A `value` of `undefined` is a field that is empty.
 *
 * Findings about the other fields are left out; those about the record as a whole are left out where they do not come
 * from this field.
 */
export function checkField(path: DocumentPath, value: unknown, context: FieldContext = {}): Findings {
  if (requestKeys.some((key) => key === path[0])) return checkRequestField(path, value);
  const alone = path.map((step) => (typeof step === 'number' ? 0 : step));
  const own = ofField(alone, checkBlueprint(Object(withSkeleton(alone, value)), context), () =>
    checkBlueprint(Object(skeletonAlone(alone)), context),
  );
  const { blueprint } = context;
  const amongOthers =
    blueprint === undefined
      ? none
      : findingsAt(checkBlueprint(Object(withValueAt(blueprint, path, value)), context), path);
  return {
    faults: distinct([...own.faults.map((fault) => faultAt(fault, path)), ...amongOthers.faults]),
    notices: distinct([
      ...own.notices.map((notice) => ({ ...notice, ...placed(notice, path) })),
      ...amongOthers.notices,
    ]),
  };
}

const none: Findings = { faults: [], notices: [] };

const requestKeys = ['options', 'image_type', 'seed', 'container', 'name'] as const;

/** Findings at the field, and those at the records around it that the field causes. */
function ofField(path: DocumentPath, { faults, notices }: Findings, without: () => Findings): Findings {
  const isOwn = isAbout(path);
  const isAbove = ({ at }: Notice): boolean => startsWith(path, at?.path ?? []);
  if (![...faults, ...notices].some((finding) => !isOwn(finding) && isAbove(finding))) {
    return { faults: faults.filter(isOwn), notices: notices.filter(isOwn) };
  }
  const usual = without();
  const known = new Set([...usual.faults, ...usual.notices].map(kindAndPlace));
  const counts = (finding: Notice): boolean =>
    isOwn(finding) || (isAbove(finding) && !known.has(kindAndPlace(finding)));
  return { faults: faults.filter(counts), notices: notices.filter(counts) };
}

const isAbout =
  (path: DocumentPath) =>
  ({ at }: Notice): boolean =>
    startsWith(at?.path ?? [], path);

const kindAndPlace = ({ code, at }: Notice): string => `${code} ${renderPath(at?.path ?? [])}`;

/** The fault with the indices of the path, which its message may begin with as well. */
function faultAt(fault: Fault, path: DocumentPath): Fault {
  const index = path.findLast((step) => typeof step === 'number') ?? 0;
  const message = fault.message.replace(/^(\w+)\[0\](?=: )/, `$1[${index}]`);
  const { hint, quoted } = fault;
  return new Fault(fault.code, message, { ...placed(fault, path), ...defined({ hint }), quoted });
}

/** The place with the indices that the path has. */
function placed({ at }: Notice, path: DocumentPath): { readonly at: Location } {
  const steps = (at?.path ?? []).map((step, index) => (index < path.length ? (path[index] ?? step) : step));
  return { at: { ...at, path: steps } };
}

/** A request that is right. */
const request = {
  container: {
    imgref: 'registry.example.com/os/app:1',
    arch: 'x86_64',
    default_root_fs: 'ext4',
    size: 1,
    os_info: { os_release: { id: 'acme', version_id: '1', name: 'Acme' } },
  },
  image_type: 'qcow2',
};

const references: readonly string[] = ['options.bootc.installer_payload_ref', 'container.imgref'];

function checkRequestField(path: DocumentPath, value: unknown): Findings {
  const at: Location = { document: 'request' };
  const reference = references.includes(renderPath(path)) && typeof value === 'string' ? [value] : [];
  const malformed = reference.flatMap((name) => faultsOf(() => parseRegistryName(name), inside(at, ...path)));
  let notices: readonly Notice[] = [];
  const faults = faultsOf(() => {
    notices = parseBuildRequestValue(withValueAt(request, path, value), { profile: 'recommended', at }).notices;
  }, at);
  const own = findingsAt({ faults, notices }, path);
  return { faults: [...own.faults, ...malformed], notices: own.notices };
}

function faultsOf(parse: () => unknown, at: Location): readonly Fault[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.all().map((fault) => (fault.at === undefined ? fault.with({ at }) : fault));
  }
}
