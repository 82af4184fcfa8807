import { counted, cutName, isObject, objectOf, textOf } from '@bootwright/core';
import { referencesOf, type SourceNames } from '@bootwright/fleet-diff';
import { sizeText } from './size-text.ts';

/** Letters of a summary; terminals show less. */
const longest = 400;
/** Options, and values of one, that are named. */
const mostOptions = 8;
const mostValues = 6;
const longestValue = 80;

/** A stage in one line: what comes into it, then its options by their names and values. Random identifiers are left out. */
export function stageSummary(stage: unknown, names: SourceNames): string {
  const { inputs, options } = objectOf(stage);
  const parts = Object.values(objectOf(inputs))
    .slice(0, mostOptions)
    .map((input) => inputText(input, names));
  for (const [key, value] of Object.entries(objectOf(options)).slice(0, mostOptions)) {
    if (/uuid|volid|gpgkeys/i.test(key)) continue;
    parts.push(optionText(key, value));
  }
  return cutName(parts.filter((part) => part !== '').join('; '), longest);
}

/** `412 packages`, a pipeline, or the names of containers and files. */
function inputText(input: unknown, { packages, others }: SourceNames): string {
  const { references, origin } = objectOf(input);
  const ids = referencesOf(references).map(([id]) => id);
  if (origin === 'org.osbuild.pipeline')
    return ids.length === 0 ? '' : `from ${ids.map((id) => id.replace(/^name:/, '')).join(', ')}`;
  const installed = ids.filter((id) => packages.has(id)).length;
  const named = ids
    .filter((id) => !packages.has(id))
    .slice(0, mostValues)
    .map((id) => others.get(id) ?? id.slice(0, 19));
  return [...(installed === 0 ? [] : [counted(installed, 'package')]), ...named].join(', ');
}

function optionText(key: string, value: unknown): string {
  const name = key.replace(/[_-]/g, ' ');
  // The disk is shown with its partitions and their sizes.
  if (key === 'partitions' && Array.isArray(value)) return counted(value.length, 'partition');
  if (key === 'size' && typeof value === 'string' && /^\d{7,15}$/.test(value)) return `size ${sizeText(Number(value))}`;
  if (value === true) return name;
  if (value === false) return `no ${name}`;
  if (!Array.isArray(value) && !isObject(value)) return `${name} ${scalarText(value)}`;
  const texts = valueTexts(value);
  return texts.length === 0 ? '' : `${name} ${texts.join(', ')}`;
}

/** What a list or an object has, each by its name. */
function valueTexts(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value.map(itemText) : Object.entries(objectOf(value)).map(entryText);
  const shown = all.slice(0, mostValues).filter((text) => text !== '');
  return all.length > mostValues ? [...shown, `… (${all.length})`] : shown;
}

function itemText(item: unknown): string {
  if (!isObject(item)) return Array.isArray(item) ? `[${item.length}]` : scalarText(item);
  const { from, to } = item;
  if (typeof from === 'string' && typeof to === 'string') return to;
  const name = [item.name, item.path, item.mountpoint, item.id, item.key, item.type]
    .map(textOf)
    .find((one) => one !== undefined);
  return scalarText(name ?? Object.keys(item).join(' '));
}

function entryText([key, value]: readonly [string, unknown]): string {
  return Array.isArray(value) || isObject(value) ? key : `${key}=${scalarText(value)}`;
}

const scalarText = (value: unknown): string =>
  cutName(typeof value === 'string' ? value.replace(/\s+/g, ' ') : String(value), longestValue);
