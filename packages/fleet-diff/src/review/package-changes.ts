import type { FleetChange } from './fleet-change.ts';
import { type InstalledPackage, type ReviewedManifest, unusedPackages } from './reviewed-manifest.ts';

type Places = ReviewedManifest['packages'];

/** What differs in the packages of two manifests: by name, never by digest; where they come from once, not for each. */
export function packageChanges(before: Places, after: Places): readonly FleetChange[] {
  const changes: FleetChange[] = [];
  for (const [from, to] of pairedPlaces(before, after)) {
    const place = to ?? from ?? '';
    const left = from === undefined ? [] : (before.get(from) ?? []);
    const right = to === undefined ? [] : (after.get(to) ?? []);
    placeChanges(place, left, right, (change) => changes.push(change));
  }
  originChanges(before, after, (change) => changes.push(change));
  return changes;
}

/** Places on both sides by name; of the others, those with mostly the same packages: their pipeline was renamed. */
function pairedPlaces(before: Places, after: Places): readonly (readonly [string | undefined, string | undefined])[] {
  const gone = [...before.keys()].filter((place) => !after.has(place));
  const come = [...after.keys()].filter((place) => !before.has(place));
  const pairs: [string | undefined, string | undefined][] = [...before.keys()]
    .filter((place) => after.has(place))
    .map((place) => [place, place]);
  for (const place of gone.slice(0, mostPlaces)) {
    const names = new Set((before.get(place) ?? []).map(({ name }) => name));
    const partner = come.slice(0, mostPlaces).find((other) => {
      const others = after.get(other) ?? [];
      return others.filter(({ name }) => names.has(name)).length * 2 > Math.max(names.size, others.length);
    });
    if (partner !== undefined) come.splice(come.indexOf(partner), 1);
    pairs.push([place, partner]);
  }
  for (const place of gone.slice(mostPlaces)) pairs.push([place, undefined]);
  return [...pairs, ...come.map((place) => [undefined, place] as const)];
}

/** More pipelines that install packages came or went in no manifest. */
const mostPlaces = 16;

function placeChanges(
  place: string,
  before: readonly InstalledPackage[],
  after: readonly InstalledPackage[],
  add: (change: FleetChange) => void,
): void {
  const left = byName(before);
  const right = byName(after);
  const where = place === unusedPackages ? {} : { where: place };
  const noun = place === unusedPackages ? 'unused package' : 'package';
  const addPackage = (kind: FleetChange['kind'], subject: string, details: readonly string[]): void =>
    add({ class: 'package', kind, ...where, subject, details });
  let isOtherSet = false;
  for (const [name, versions] of left) {
    const others = right.get(name);
    if (others?.join() === versions.join()) continue;
    isOtherSet = true;
    if (others === undefined) addPackage('removed', `${noun} ${name} removed`, versionDetails(versions));
    else addPackage('changed', `${noun} ${name}`, [`: ${versions.join(', ')} → ${others.join(', ')}`]);
  }
  for (const [name, versions] of right) {
    if (left.has(name)) continue;
    isOtherSet = true;
    addPackage('added', `${noun} ${name} added`, versionDetails(versions));
  }
  const [old, now] = [optionTexts(before), optionTexts(after)];
  const [lost, won] = [[...old].filter((one) => !now.has(one)), [...now].filter((one) => !old.has(one))];
  if (before.length > 0 && after.length > 0 && lost.length + won.length > 0) {
    addPackage('changed', 'options of packages', [`: ${lost.join(', ') || 'none'} → ${won.join(', ') || 'none'}`]);
  }
  if (!isOtherSet && place !== unusedPackages && sequence(before) !== sequence(after)) {
    add({ class: 'key-order', kind: 'moved', ...where, subject: 'packages in another order', details: [] });
  }
}

/** Versions by name, and architecture where a name has several. */
function byName(packages: readonly InstalledPackage[]): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, Set<string>>();
  for (const { name, version, architecture } of packages) {
    const known = versions.get(name) ?? new Set();
    versions.set(name, known.add([version, architecture].filter((part) => part !== '').join('.')));
  }
  return new Map([...versions].map(([name, all]) => [name, [...all].sort()]));
}

function versionDetails(versions: readonly string[]): readonly string[] {
  const text = versions.join(', ');
  return text === '' ? [] : [`: ${text}`];
}

function optionTexts(packages: readonly InstalledPackage[]): ReadonlySet<string> {
  const texts = new Set<string>();
  let last: unknown;
  for (const { options } of packages) {
    if (options === last && options !== undefined) continue;
    last = options;
    if (texts.size < mostOptions) texts.add(options === undefined ? 'none' : JSON.stringify(options).slice(0, 200));
  }
  return texts;
}

const mostOptions = 100;

const sequence = (packages: readonly InstalledPackage[]): string => packages.map(({ name }) => name).join();

/** Where packages are downloaded, once for all of them: another kind of source, another repository. */
function originChanges(before: Places, after: Places, add: (change: FleetChange) => void): void {
  const origins = new Map<string, InstalledPackage>();
  for (const packages of before.values()) for (const one of packages) origins.set(keyOf(one), one);
  const kinds = new Set<string>();
  const repositories = new Set<string>();
  for (const one of [...after.values()].flat()) {
    const old = origins.get(keyOf(one));
    if (old === undefined) continue;
    if (old.kind !== one.kind) kinds.add(`${old.kind} → ${one.kind}`);
    if (old.repository !== one.repository && repositories.size < mostRepositories) {
      repositories.add(`${old.repository} → ${one.repository}`);
    }
  }
  for (const text of kinds) {
    const subject = `source of packages: ${text}`;
    add({ class: 'source', kind: 'changed', subject, details: [] });
  }
  for (const text of repositories) {
    add({ class: 'source', kind: 'changed', subject: 'package repository', details: [`: ${text}`] });
  }
}

const mostRepositories = 100;

const keyOf = ({ name, architecture }: InstalledPackage): string => `${name}.${architecture}`;
