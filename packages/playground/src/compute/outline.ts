import { bytes, counted, cutName, isObject, objectOf, roundedSize, textOf } from '@bootwright/core';
import { encodeJson, type Manifest } from '@bootwright/osbuild';
import type { OutlinedPipeline } from './outcome.ts';

/** Stages of a pipeline that are listed, and characters of one: no image that people make has a tenth of it. */
const mostStages = 1000;
const longestStage = 50_000;

/** A manifest's pipelines and stages, each in a line, with the JSON of each stage. */
export function outlineOf({ pipelines }: Manifest): readonly OutlinedPipeline[] {
  return pipelines.map(({ name, stages = [] }) => ({
    name,
    count: stages.length,
    stages: stages.slice(0, mostStages).map((stage) => ({
      type: stage.type.replace(/^org\.osbuild\./, ''),
      summary: summaryOf(stage),
      json: cutName(encodeJson(stage), longestStage),
    })),
  }));
}

const longest = 160;

/** What a stage does, by the names and values of its options. */
function summaryOf(stage: unknown): string {
  const { inputs, options } = objectOf(stage);
  const parts = [
    ...Object.values(objectOf(inputs)).map(inputText),
    ...Object.entries(objectOf(options))
      .filter(([key]) => !/uuid|volid|gpgkeys/i.test(key))
      .map(([key, value]) => optionText(key.replace(/[_-]/g, ' '), value)),
  ];
  return cutName(parts.filter((part) => part !== '').join('; '), longest);
}

function inputText(input: unknown): string {
  const { references, origin } = objectOf(input);
  if (origin !== 'org.osbuild.pipeline') return '';
  const names = Array.isArray(references) ? references : Object.keys(objectOf(references));
  return names.length === 0 ? '' : `from ${names.map((name) => String(name).replace(/^name:/, '')).join(', ')}`;
}

function optionText(name: string, value: unknown): string {
  if (name === 'partitions' && Array.isArray(value)) return counted(value.length, 'partition');
  if (name === 'size' && typeof value === 'string' && /^\d{7,15}$/.test(value))
    return roundedSize(bytes(Number(value)));
  if (value === true) return name;
  if (value === false) return `no ${name}`;
  if (!Array.isArray(value) && !isObject(value)) return `${name} ${scalarText(value)}`;
  const items = Array.isArray(value) ? value.map(itemText) : Object.entries(value).map(entryText);
  const shown = items.filter((text) => text !== '').slice(0, 6);
  return shown.length === 0 ? '' : `${name} ${shown.join(', ')}${items.length > 6 ? ', …' : ''}`;
}

function itemText(item: unknown): string {
  if (!isObject(item)) return Array.isArray(item) ? `[${item.length}]` : scalarText(item);
  const { to, path, mountpoint, name, id, type } = item;
  const text = [to, path, mountpoint, name, id, type].map(textOf).find((one) => one !== undefined);
  return scalarText(text ?? Object.keys(item).join(' '));
}

function entryText([key, value]: readonly [string, unknown]): string {
  return Array.isArray(value) || isObject(value) ? key : `${key}=${scalarText(value)}`;
}

const scalarText = (value: unknown): string => cutName(String(value).replace(/\s+/g, ' '), 60);
