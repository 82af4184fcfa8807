import { quoted } from '../faults/describe-value.ts';
import { cutName } from '../text/cut-names.ts';
import { trimmedWhiteSpace } from '../text/white-space.ts';
import type { Bytes } from './bytes.ts';
import { bytes } from './bytes.ts';

const units = new Map<string, number>([
  ['kB', 1000],
  ['KiB', 1024],
  ['MB', 1000 ** 2],
  ['MiB', 1024 ** 2],
  ['GB', 1000 ** 3],
  ['GiB', 1024 ** 3],
  ['TB', 1000 ** 4],
  ['TiB', 1024 ** 4],
]);

const unitNames = [...units.keys()];
const usage = `write a number of bytes, or a number and one of ${unitNames.join(', ')}, such as "10 GiB"`;

/** A size that was understood, or why not: the parts of a `Fault`, to which the caller adds the place. */
export type SizeReading =
  | { readonly kind: 'size'; readonly size: Bytes }
  | {
      readonly kind: 'problem';
      readonly code: 'size/number' | 'size/unit' | 'size/negative' | 'size/fraction' | 'size/range';
      readonly message: string;
      readonly hint: string;
    };

type ProblemCode = Extract<SizeReading, { readonly kind: 'problem' }>['code'];

const problem = (code: ProblemCode, message: string, hint = usage): SizeReading => ({
  kind: 'problem',
  code,
  message,
  hint,
});

/** Characters that are shown of a text. */
const longest = 41;

/**
 * A size as blueprints write it: a decimal number, and a unit (`kB`, `KiB`, … `TiB`, in just this case) or none for
 * bytes, rounded to whole bytes. The rules are those of osbuild/image-builder's pkg/datasizes; unlike there, a size
 * beyond 2^53 - 1 bytes is a problem.
 */
export function interpretSize(text: string): SizeReading {
  const trimmed = trimmedWhiteSpace(text);
  const number = /^\d+(?:\.\d+)?/.exec(trimmed)?.[0];
  if (number === undefined) {
    return /^-\s*\d/.test(trimmed)
      ? problem('size/negative', `the size ${quoted(text, longest)} is negative`)
      : problem('size/number', `the size ${quoted(text, longest)} does not begin with a decimal number`);
  }
  const unit = trimmed.slice(number.length).replace(/^[\t\n\f\r ]+/, '');
  const factor = unit === '' ? 1 : units.get(unit);
  if (factor === undefined) {
    const meant = unitMeantBy(unit);
    const hint = meant === undefined ? usage : `did you mean "${cutName(number, longest)}${meant}"? ${usage}`;
    return problem(
      'size/unit',
      `the size ${quoted(text, longest)} has the unknown unit ${quoted(unit, longest)}`,
      hint,
    );
  }
  return inRange(Math.round(Number(number) * factor), text);
}

/** A size given as a number of bytes: whole, not negative, at most 2^53 - 1. */
export function interpretByteCount(count: number | bigint): SizeReading {
  if (count < 0) return problem('size/negative', `the size ${count} is negative`);
  if (typeof count === 'number' && Number.isFinite(count) && !Number.isInteger(count)) {
    return problem('size/fraction', `the size ${count} is not a whole number of bytes`);
  }
  return inRange(Number(count), String(count));
}

/** The size that `interpretSize` finds in `text`; `undefined` where it finds a problem. */
export function parseSize(text: string): Bytes | undefined {
  const reading = interpretSize(text);
  return reading.kind === 'size' ? reading.size : undefined;
}

const binaryUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/**
 * The size for people, in the largest unit that divides it: `10 GiB`, `501 MiB`, `1234 B`. Where that takes more than
 * four digits, the size is rounded to three places of a larger unit: `3.003 TiB`.
 */
export function formatBytes(size: Bytes): string {
  let amount: number = size;
  let unit = 0;
  const isLarge = (): boolean => amount >= 1024 && unit < binaryUnits.length - 1;
  for (; isLarge() && amount % 1024 === 0; unit++) amount /= 1024;
  if (amount >= 10_000) for (; isLarge(); unit++) amount /= 1024;
  return `${Math.round(amount * 1000) / 1000} ${binaryUnits[unit]}`;
}

/** A number of bytes with three digits or so, for people: `512 B`, `1.2 GiB`. */
export function roundedSize(count: number): string {
  let amount = Math.max(0, count);
  let unit = 0;
  for (; amount >= 1000 && unit < binaryUnits.length - 1; unit++) amount /= 1024;
  return `${unit === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${binaryUnits[unit]}`;
}

function inRange(size: number, text: string): SizeReading {
  if (Number.isSafeInteger(size)) return { kind: 'size', size: bytes(size) };
  const hint = `the largest size is ${Number.MAX_SAFE_INTEGER} bytes, just under 8192 TiB`;
  return problem('size/range', `the size ${quoted(text, longest)} is too large`, hint);
}

/** `gib` and `KB` differ in case alone; `10G` and `10 Gi` mean the binary unit, as with mkfs and truncate; `B` is not a unit. */
function unitMeantBy(unit: string): string | undefined {
  const lower = unit.toLowerCase();
  if (lower === 'b' || lower === 'byte' || lower === 'bytes') return '';
  const binaryFirst = unitNames.toReversed();
  const meant =
    unitNames.find((name) => name.toLowerCase() === lower) ??
    binaryFirst.find((name) => name.toLowerCase().startsWith(lower));
  return meant === undefined ? undefined : ` ${meant}`;
}
