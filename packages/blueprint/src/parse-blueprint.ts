import type { Location, TextOrigin } from '@bootwright/core';
import { defined, Fault, FaultList, inside, isObject, throwFaults, withoutMark } from '@bootwright/core';
import { readBySchema } from '@bootwright/core/schemas';
import { checkBlueprint } from './checks/check-blueprint.ts';
import { type Blueprint, blueprintSchema } from './format/blueprint.ts';
import { blueprintOrigin } from './parse-value.ts';
import { soundPart, withoutFaulty } from './sound-part.ts';
import { readJson } from './text/json-text.ts';
import { locateFaults } from './text/position.ts';
import { readToml } from './text/toml-text.ts';

/** `auto`: JSON where the text begins with a brace, which no TOML does, and TOML otherwise. */
export type TextFormat = 'toml' | 'json' | 'auto';

export interface BlueprintOrigin extends TextOrigin {
  /** Default: `auto`. */
  readonly format?: TextFormat;
}

/** 2 MiB of ASCII: bounds the time and memory that the worst of texts takes to a few seconds and 500 MB. */
const longestText = 2 ** 21;

/**
 * A blueprint from its text. Every fault of the text is named, with line and column: the first is thrown, with the
 * others as its related ones. The JSON form may be wrapped in `{"blueprint": …}`, as older tools had it; paths leave
 * the wrapper out. What the customizations mean is not checked: {@link checkBlueprint} does that.
 */
export function parseBlueprint(text: string, origin: BlueprintOrigin): Blueprint {
  const { blueprint, faults } = examined(text, origin);
  throwFaults(faults);
  if (blueprint === undefined) throw new Error('no value and no fault');
  return blueprint;
}

/**
 * All faults of a blueprint's text with line and column: those that keep it from being parsed and, for the parts that
 * could be, those of {@link checkBlueprint}. Empty where there are none.
 */
export function validateBlueprint(text: string, origin: BlueprintOrigin): readonly Fault[] {
  return examineBlueprint(text, origin).faults;
}

export interface ExaminedBlueprint {
  /** Those of {@link validateBlueprint}. */
  readonly faults: readonly Fault[];
  /** The blueprint without the customizations that have faults; empty where the text is neither TOML nor JSON. */
  readonly sound: Blueprint;
}

/** As {@link validateBlueprint}, with what is sound, for checks that know more than a blueprint, such as a planner's. */
export function examineBlueprint(text: string, origin: BlueprintOrigin): ExaminedBlueprint {
  try {
    const { blueprint, faults, located } = examined(text, origin);
    if (blueprint === undefined) return { faults, sound: {} };
    const all = new FaultList();
    all.pushAll(faults);
    all.pushAll(located(checkBlueprint(blueprint, placeOf(origin))));
    return { faults: [...all], sound: soundPart(blueprint, all) };
  } catch (fault) {
    if (fault instanceof Fault) return { faults: fault.all(), sound: {} };
    throw fault;
  }
}

/** The format of a text that does not say it. */
export function detectFormat(text: string): 'toml' | 'json' {
  return /^\uFEFF?\s*\{/.test(text) ? 'json' : 'toml';
}

interface Examined {
  /** Without the parts that have faults. */
  readonly blueprint: Blueprint | undefined;
  readonly faults: readonly Fault[];
  /** The faults with their places in the text. */
  readonly located: (faults: Iterable<Fault>) => readonly Fault[];
}

function examined(text: string, origin: BlueprintOrigin): Examined {
  const at = placeOf(origin);
  if (text.length > longestText) {
    const message = `this text has ${text.length} characters, more than the ${longestText} that a blueprint may have`;
    throw new Fault('blueprint/too-large', message, { at, hint: 'build large files into the container' });
  }
  const given = origin.format ?? 'auto';
  const format = given === 'auto' ? detectFormat(text) : given;
  const bare = withoutMark(text);
  const value = format === 'json' ? unwrapped(readJson(bare, at)) : readToml(bare, at);
  const faults = new FaultList();
  const blueprint = readBySchema(blueprintSchema, value, { ...blueprintOrigin(at), faults }) ?? partOf(value, faults);
  if (format === 'toml') reportEmptyFilesystems(blueprint, at, faults);
  const located = (found: Iterable<Fault>) => locateFaults([...found], { text: bare, format, at });
  return { blueprint, faults: located(faults), located };
}

/** What can be read without the parts that have faults; of more faults than are listed, nobody knows which these are. */
function partOf(value: unknown, faults: FaultList): Blueprint | undefined {
  if (faults.isFull) return undefined;
  const rest = withoutFaulty(value, faults);
  return readBySchema(blueprintSchema, rest, { ...blueprintOrigin({}), faults: new FaultList() });
}

/** The reference's TOML reader rejects a size of 0 for a file system, its JSON reader takes it for no least size. */
function reportEmptyFilesystems(blueprint: Blueprint | undefined, document: Location, faults: FaultList): void {
  for (const [index, { minsize }] of (blueprint?.customizations?.filesystem ?? []).entries()) {
    if (minsize > 0) continue;
    faults.report(() => {
      const at = inside(document, 'customizations', 'filesystem', index, 'minsize');
      return new Fault('blueprint/size', 'minsize must be greater than 0', { at, hint: 'give the least size' });
    });
  }
}

const placeOf = ({ document, file }: BlueprintOrigin): Location => ({ document, ...defined({ file }) });

/** Only where the wrapper is all there is: other keys next to it would be ignored. */
function unwrapped(value: unknown): unknown {
  const isWrapper = isObject(value) && Object.hasOwn(value, 'blueprint') && Object.keys(value).length === 1;
  return isWrapper ? (value.blueprint ?? value) : value;
}
