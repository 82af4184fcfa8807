/**
 * A number of a JSON text that a double cannot hold as it is written: an integer beyond 2^53, a fraction with more digits
 * than a double has, `1e400`, `-0.0`, and a whole number written as a fraction, such as `1.0`. osbuild reads JSON with
 * Python, where `1` and `1.0` are two values, and hashes stages by their JSON text.
 */
export class JsonNumber {
  /** As the JSON text has it. */
  readonly text: string;
  /** Equal for numbers that are the same value to a reader with unlimited precision. */
  readonly key: string;

  constructor(text: string) {
    this.text = text;
    this.key = isInteger.test(text) ? text : decimalKey(text);
    Object.freeze(this);
  }

  /** The double of the same value, such as 1 for `1.0`; undefined where digits would be lost. */
  double(): number | undefined {
    const value = Number(this.text);
    if (!Number.isFinite(value)) return undefined;
    // The text of a negative zero as a double is "0".
    const written = Object.is(value, -0) ? '-0' : String(value);
    return decimalKey(this.text) === decimalKey(written) ? value : undefined;
  }

  toString(): string {
    return this.text;
  }
}

const isInteger = /^-?\d+$/;

/** The number as a double where that is exact, else as a `JsonNumber`. `text` is a number of valid JSON. */
export function exactNumber(text: string): number | JsonNumber {
  const value = Number(text);
  const written = String(value);
  if (written === text) return value;
  if (text === '-0') return 0;
  if (isInteger.test(text) || !Number.isFinite(value) || isInteger.test(written)) return new JsonNumber(text);
  return decimalKey(text) === decimalKey(written) ? value : new JsonNumber(text);
}

/** An exponent of more digits is compared as it is written: no two ways to write such a number are the same text. */
const mostExponentDigits = 15;

/** Sign, digits without zeros around them, and exponent of the first digit behind the point. */
function decimalKey(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = decimal.exec(text) ?? [];
  const digits = `${whole}${fraction}`;
  let first = 0;
  while (first < digits.length && digits.charCodeAt(first) === zero) first++;
  if (first === digits.length) return `${sign}0.0`;
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === zero) end--;
  const power = exponent.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1');
  if (power.length > mostExponentDigits) return text;
  return `${sign}0.${digits.slice(first, end)}e${Number(power) + whole.length - first}`;
}

const decimal = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/;
const zero = 0x30;
