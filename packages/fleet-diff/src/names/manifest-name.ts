import { architectures } from '@bootwright/core';

/** What the parts of a manifest's name say, as generators write them: `DISTRIBUTION-ARCHITECTURE-TYPE-CONFIGURATION`. */
export interface NameParts {
  readonly distribution: string;
  readonly architecture: string;
  readonly type: string;
  /** Empty where the name ends with the type. */
  readonly configuration: string;
}

const more = ['riscv64', 'armv7hl', 'i686', 'armhfp', 'amd64', 'arm64'];
const known: ReadonlySet<string> = new Set([...architectures, ...more]);

/** The parts of a name that contains an architecture; absent for another name. */
export function nameParts(name: string): NameParts | undefined {
  const parts = name.slice(name.lastIndexOf('/') + 1).split('-');
  const at = parts.findIndex((part) => known.has(part));
  const architecture = parts[at];
  if (at < 1 || architecture === undefined) return undefined;
  const [type = '', ...rest] = parts.slice(at + 1);
  return { distribution: parts.slice(0, at).join('-'), architecture, type, configuration: rest.join('-') };
}

const aspects = ['type', 'distribution', 'architecture', 'configuration'] as const;

/**
 * What is common to the manifests of a group and special to it: `gce, gce_rhui of rhel (11 versions) on x86_64`. Empty
 * where the names say nothing, or where the group is all of them.
 */
export function describeNames(group: readonly string[], all: readonly string[]): string {
  if (group.length === all.length && all.length > 1) return 'all';
  if (group.length >= nearlyAll * all.length && all.length > 1) return 'nearly all';
  const [first] = group;
  if (group.length === 1 && first !== undefined) return first;
  const [mine, others] = [group, all].map((names) => names.flatMap((name) => nameParts(name) ?? []));
  if (mine === undefined || others === undefined || mine.length < group.length) return '';
  const texts = new Map(
    aspects.map((aspect) => {
      const values = distinct(mine.map((parts) => parts[aspect]));
      const count = distinct(others.map((parts) => parts[aspect])).length;
      const isSpecial = values.length < count && (values.length <= mostListed || values.length * 3 <= count);
      return [aspect, isSpecial ? valuesText(values, aspect) : ''] as const;
    }),
  );
  const [type, distribution, architecture, configuration] = aspects.map((aspect) => texts.get(aspect) ?? '');
  const text = [
    type,
    distribution === '' ? '' : `${type === '' ? '' : 'of '}${distribution}`,
    architecture === '' ? '' : `on ${architecture}`,
    configuration === '' ? '' : `with ${configuration}`,
  ];
  return text.filter((part) => part !== '').join(' ');
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

const nearlyAll = 0.9;

/** So many are listed. */
const mostListed = 4;

/** A short list of values; versions of one distribution as one, many values by their number. */
function valuesText(values: readonly string[], aspect: (typeof aspects)[number]): string {
  const named = values.filter((value) => value !== '');
  const hasVersions = aspect === 'distribution';
  // Configurations are many, and their names long.
  if (aspect === 'configuration' && named.length > 2) return '';
  if (named.length <= mostListed) return named.join(', ');
  const families = new Map<string, string[]>();
  for (const value of named) {
    const family = hasVersions ? value.replace(/[_.-]?\d.*$/, '') : value;
    families.set(family, [...(families.get(family) ?? []), value]);
  }
  if (families.size > mostListed)
    return hasVersions
      ? `${named.length} distributions`
      : `${named.slice(0, 3).join(', ')} and ${named.length - 3} more`;
  return [...families]
    .map(([family, all]) => (all.length === 1 ? (all[0] ?? '') : `${family} (${all.length} versions)`))
    .join(', ');
}
