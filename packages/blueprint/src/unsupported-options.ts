import type { DocumentPath } from '@bootwright/core';
import { keysOf } from '@bootwright/core/schemas';
import { type Blueprint, blueprintSchema } from './format/blueprint.ts';
import { customizationsSchema } from './format/customizations.ts';

/** Options of which every image type takes note: they describe the blueprint, not the image. */
const always = ['name', 'version', 'description'];

/** What is supported at and below one key: all of it, or some keys of it. */
type Support = 'all' | Map<string, Support>;

/**
 * The path of every option that is given and that none of `supported` covers, such as `['customizations', 'hostname']`,
 * in the order of the format. `supported` are dotted paths without indices, such as `customizations.kernel.append`;
 * each covers all below it. An empty list counts as not given. Source: image-builder's pkg/distro/validator.go, which
 * names the first one only.
 */
export function unsupportedOptions(blueprint: Blueprint, supported: readonly string[]): readonly DocumentPath[] {
  const found: DocumentPath[] = [];
  collect(blueprint, supportOf(supported), [], found);
  return found
    .map((path) => ({ path, rank: rankOf(path) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ path }) => path);
}

/** What each list of options was read as: an image type asks with the same list each time. */
const read = new WeakMap<readonly string[], Map<string, Support>>();

function supportOf(supported: readonly string[]): Map<string, Support> {
  const support = read.get(supported) ?? readOptions([...always, ...supported]);
  read.set(supported, support);
  return support;
}

function readOptions(supported: readonly string[]): Map<string, Support> {
  const root = new Map<string, Support>();
  for (const option of supported) {
    let keys = root;
    const steps = option.split('.');
    for (const [index, step] of steps.entries()) {
      const known = keys.get(step);
      if (known === 'all') break;
      if (index === steps.length - 1) {
        keys.set(step, 'all');
      } else {
        const deeper = known ?? new Map<string, Support>();
        keys.set(step, deeper);
        keys = deeper;
      }
    }
  }
  return root;
}

function collect(value: object, support: Map<string, Support>, path: DocumentPath, found: DocumentPath[]): void {
  for (const [key, given] of Object.entries(value)) {
    const below = support.get(key);
    const place = [...path, key];
    if (below === 'all' || (Array.isArray(given) && given.length === 0)) continue;
    if (below === undefined || typeof given !== 'object') {
      found.push(place);
    } else if (Array.isArray(given)) {
      for (const [index, item] of given.entries()) collect(item, below, [...place, index], found);
    } else {
      collect(given, below, place, found);
    }
  }
}

const topLevel = keysOf(blueprintSchema);
const second = keysOf(customizationsSchema);

/** Options of one key stay in the order of the document. */
function rankOf(path: DocumentPath): number {
  const [top, next] = path;
  const rank = topLevel.indexOf(String(top)) * second.length;
  return top === 'customizations' ? rank + second.indexOf(String(next)) : rank;
}
