import { JsonNumber } from '@bootwright/core';

/**
 * A JSON value as Python's `json.dumps(value, sort_keys=True)` writes it, which osbuild hashes: keys by code point, all but
 * ASCII escaped, whole numbers apart from fractions (`1` and `1.0`), and `NaN` and `Infinity` as such.
 */
export function pythonJson(value: unknown): string {
  if (typeof value === 'string') return pythonString(value);
  if (typeof value === 'number') return pythonNumber(String(value));
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof JsonNumber) return pythonNumber(value.text);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  const entries = Object.entries(value);
  if (entries.length > 1) entries.sort(([left], [right]) => compareCodePoints(left, right));
  return `{${entries.map(([key, item]) => `${pythonString(key)}: ${pythonJson(item)}`).join(', ')}}`;
}

const notPrintable = /[^ -~]/;
const allNotPrintable = /[^ -~]/g;

function pythonString(text: string): string {
  const literal = JSON.stringify(text);
  if (!notPrintable.test(literal)) return literal;
  return literal.replace(allNotPrintable, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function pythonNumber(text: string): string {
  return /^-?\d+$/.test(text) ? text : pythonFloat(Number(text));
}

/** As Python's `repr` of a float: the shortest digits that lead back to it, with an exponent below 1e-4 and from 1e16 on. */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const sign = value < 0 ? '-' : '';
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    return `${sign}${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const digits = mantissa.replace('.', '');
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  return `${sign}${whole}.${digits.slice(power + 1) || '0'}`;
}

/** Python sorts by code point, in which half of a surrogate pair is a character of its own. */
function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    if (left.charCodeAt(index) === right.charCodeAt(index)) continue;
    const before = index > 0 && isHighSurrogate(left.charCodeAt(index - 1)) ? index - 1 : index;
    const difference = (left.codePointAt(before) ?? 0) - (right.codePointAt(before) ?? 0);
    return difference === 0 ? left.charCodeAt(index) - right.charCodeAt(index) : difference;
  }
  return left.length - right.length;
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
