import { alternatives, nearest, quoted, unreachable } from '@bootwright/core';
import {
  decodeFlag,
  decodeInteger,
  decodeOwner,
  decodeSize,
  decodeText,
  decodeWord,
  wrongType,
} from './decode-scalar.ts';
import type { Decoding } from './decoding.ts';
import { report, subject } from './decoding.ts';
import type { ListShape, RecordShape, Shape, VariantShape } from './shape.ts';

/**
 * `value` as a value of the shape: a fresh copy with known keys only, sizes in bytes; `undefined` where a fault was
 * reported. `null` means absent, as in the reference, whose own JSON writes `"packages": null`.
 */
export function decode(shape: Shape, value: unknown, decoding: Decoding): unknown {
  switch (shape.kind) {
    case 'text':
      return decodeText(shape, value, decoding);
    case 'word':
      return decodeWord(shape, value, decoding);
    case 'integer':
      return decodeInteger(shape, value, decoding);
    case 'flag':
      return decodeFlag(value, decoding);
    case 'size':
      return decodeSize(value, decoding);
    case 'owner':
      return decodeOwner(value, decoding);
    case 'list':
      return decodeList(shape, value, decoding);
    case 'record':
      return isTable(value) ? decodeRecord(shape, value, decoding) : wrongType('a table', value, decoding);
    case 'variant':
      return isTable(value) ? decodeVariant(shape, value, decoding) : wrongType('a table', value, decoding);
    default:
      return unreachable(shape);
  }
}

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

function decodeList(shape: ListShape, value: unknown, decoding: Decoding): readonly unknown[] | undefined {
  if (!Array.isArray(value)) return wrongType('a list', value, decoding);
  const before = decoding.faults.length;
  const items: unknown[] = [];
  for (let index = 0; index < value.length; index++) {
    decoding.path.push(index);
    items.push(decode(shape.item, value[index], decoding));
    decoding.path.pop();
  }
  return decoding.faults.length === before ? items : undefined;
}

function decodeRecord(shape: RecordShape, value: Table, decoding: Decoding, arm?: Arm): Table | undefined {
  const before = decoding.faults.length;
  const result: Record<string, unknown> = arm === undefined ? {} : { type: arm.type };
  const meant = new Set<string | undefined>();
  for (const given of Object.keys(value)) {
    const raw = value[given];
    if (raw === undefined || (arm !== undefined && given === 'type')) continue;
    const key = shape.aliases.get(given) ?? given;
    const field = shape.fields.get(key);
    if (field === undefined) {
      meant.add(unknownKey(shape, given, decoding, arm));
      continue;
    }
    if (raw === null || (raw === '' && field.presence === 'filled' && acceptsText(field.shape))) continue;
    if (key !== given && Object.hasOwn(value, key)) {
      const message = `${quoted(given)} is an old name of ${quoted(key)}, and both are given`;
      report(decoding, 'blueprint/duplicate', message, `keep ${quoted(key)}`, given);
      continue;
    }
    decoding.path.push(given);
    const decoded = decode(field.shape, raw, decoding);
    decoding.path.pop();
    if (decoded === undefined || (field.presence === 'filled' && (decoded === 0 || decoded === false))) continue;
    result[key] = decoded;
  }
  for (const key of shape.required) {
    if (result[key] === undefined && !meant.has(key) && !isGiven(shape, key, value)) missing(shape, key, decoding);
  }
  return shape.independent || decoding.faults.length === before ? result : undefined;
}

/** Which arm of which variant a record was taken for. */
interface Arm {
  readonly type: string;
  readonly of: VariantShape;
}

function decodeVariant(shape: VariantShape, value: Table, decoding: Decoding): unknown {
  const given = Object.hasOwn(value, 'type') ? value.type : undefined;
  const type = given === undefined || given === null || given === '' ? shape.fallback : given;
  const allowed = alternatives([...shape.arms.keys()]);
  if (type === undefined) {
    report(decoding, 'blueprint/missing', `${subject(decoding)} needs "type"`, `type is ${allowed}`);
    return undefined;
  }
  const arm = typeof type === 'string' ? shape.arms.get(type) : undefined;
  if (typeof type === 'string' && arm !== undefined) return decodeRecord(arm, value, decoding, { type, of: shape });
  decoding.path.push('type');
  if (typeof type === 'string') {
    decodeWord({ kind: 'word', words: [...shape.arms.keys()], hints: shape.hints }, type, decoding);
  } else {
    wrongType(allowed, type, decoding);
  }
  decoding.path.pop();
  return undefined;
}

const acceptsText = (shape: Shape): boolean => shape.kind === 'text' || shape.kind === 'word';

function isGiven(shape: RecordShape, key: string, value: Table): boolean {
  const names = [key, ...[...shape.aliases].filter(([, name]) => name === key).map(([alias]) => alias)];
  return names.some((name) => Object.hasOwn(value, name) && value[name] !== null && value[name] !== undefined);
}

function missing(shape: RecordShape, key: string, decoding: Decoding): void {
  const { description = '' } = shape.fields.get(key) ?? {};
  const cure = `give ${quoted(key)}: ${description}`;
  report(decoding, 'blueprint/missing', `${subject(decoding)}: ${shape.noun} needs ${quoted(key)}`, cure);
}

/** Returns the key that was probably meant; to look for it costs too much where the fault is not listed. */
function unknownKey(shape: RecordShape, key: string, decoding: Decoding, arm: Arm | undefined): string | undefined {
  if (decoding.faults.isFull) {
    report(decoding, 'blueprint/unknown-key', '');
    return undefined;
  }
  const others = arm === undefined ? [] : [...arm.of.arms].filter(([, other]) => other.fields.has(key));
  const known = [...shape.fields.keys()];
  const near = shape.otherNames.get(key.toLowerCase()) ?? nearest(key, known);
  const message = `unknown key ${quoted(key)} in ${shape.noun}`;
  const hint =
    others.length > 0
      ? `only ${others.map(([, other]) => other.noun).join(' and ')} has it; this one has the type ${quoted(arm?.type ?? '')}`
      : near === undefined
        ? `known keys are ${known.join(', ')}`
        : `did you mean ${quoted(near)}?`;
  report(decoding, 'blueprint/unknown-key', message, hint, key);
  return near;
}
