import type { RegistryName } from '@bootwright/container-facts';
import { renderRegistryName } from '@bootwright/container-facts';
import { Fault, type Notice } from '@bootwright/core';
import type { RegistryEntry } from './registries-conf.ts';

/** Where an image is requested. */
export interface ImageSource {
  readonly name: RegistryName;
  /** Whether plain HTTP and any certificate are accepted. */
  readonly insecure: boolean;
}

export interface ImageSources {
  /** To be tried first, in order. */
  readonly mirrors: readonly ImageSource[];
  readonly own: ImageSource;
  /** Mirrors that are blocked. */
  readonly notices: readonly Notice[];
}

type ParseName = (text: string) => RegistryName;

/**
 * Where an image is requested: from the mirrors of the entry with the longest prefix, then from the registry itself. A
 * block applies to the name that was given and to the one that is requested; podman and skopeo check the latter alone.
 * Faults: `registry/blocked`, and those of `parseName`.
 */
export function imageSources(
  name: RegistryName,
  entries: readonly RegistryEntry[],
  parseName: ParseName,
): ImageSources {
  const entry = checkedEntry(name, entries);
  if (entry === undefined) return { mirrors: [], own: { name, insecure: false }, notices: [] };
  const moved = (location: string): RegistryName => {
    const found = movedName(name, { prefix: entry.prefix, location }, parseName);
    checkedEntry(found, entries);
    return found;
  };
  const own = { name: entry.location === undefined ? name : moved(entry.location), insecure: entry.insecure };
  const wanted = name.digest === undefined ? 'tag-only' : 'digest-only';
  const mirrors: ImageSource[] = [];
  const notices: Notice[] = [];
  for (const { location, insecure, pulls } of entry.mirrors) {
    if (pulls !== 'all' && pulls !== wanted) continue;
    try {
      mirrors.push({ name: moved(location), insecure });
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'registry/blocked') throw error;
      notices.push({
        code: 'registry/mirror',
        message: `a mirror is skipped: ${error.message}`,
        at: { document: 'registries.conf' },
        hint: 'remove the mirror, or the entry that blocks its registry',
      });
    }
  }
  return { mirrors, own, notices };
}

/** The entry for a name. Faults: `registry/blocked`. */
function checkedEntry(name: RegistryName, entries: readonly RegistryEntry[]): RegistryEntry | undefined {
  let longest: RegistryEntry | undefined;
  for (const entry of entries) {
    const isLonger = longest === undefined || entry.prefix.length > longest.prefix.length;
    if (isLonger && forms(name).some((form) => matchedLength(form, entry.prefix) > 0)) longest = entry;
  }
  if (longest?.blocked !== true) return longest;
  const blocked = `registries.conf blocks ${longest.prefix}, which covers ${renderRegistryName(name)}`;
  throw new Fault('registry/blocked', blocked, {
    hint: 'remove "blocked" from its [[registry]], or name another image',
  });
}

function movedName(
  name: RegistryName,
  { prefix, location }: { readonly prefix: string; readonly location: string },
  parseName: ParseName,
): RegistryName {
  const form = forms(name).find((one) => matchedLength(one, prefix) > 0) ?? '';
  return parseName(`${location}${form.slice(matchedLength(form, prefix))}`);
}

/** A name as text; with both tag and digest, also without its tag. */
function forms(name: RegistryName): readonly string[] {
  const { registry, repository, tag, digest } = name;
  const whole = renderRegistryName(name);
  return tag === undefined || digest === undefined
    ? [whole]
    : [renderRegistryName({ registry, repository, digest }), whole];
}

/** How many characters of a name a prefix matches: it ends where a host, path segment, name or tag ends. */
function matchedLength(form: string, prefix: string): number {
  if (prefix.startsWith('*.')) {
    const host = /^[^/]*?(?=(?::[0-9]+)?\/)/.exec(form)?.[0] ?? '';
    return host.endsWith(prefix.slice(1)) ? host.length : 0;
  }
  const isWhole = form === prefix || ['/', ':', '@'].some((end) => form.startsWith(prefix + end));
  return isWhole ? prefix.length : 0;
}
