const words = new Map<string, boolean | number | null>([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

const wholeNumber = /^(?<sign>[-+]?)(?:0o?(?<octal>[0-7]+)|(?<other>0b[01]+|0x[\da-f]+|0|[1-9]\d*))$/i;
const decimalNumber = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i;

/**
 * The value of a plain scalar of YAML (one without quotes and tag) as go.yaml.in/yaml/v3 resolves it for
 * osbuild/image-builder: YAML 1.2, with the integers of YAML 1.1, which may have underscores (`1_048_576`) and the
 * bases 2, 8 and 16 (`0b1`, `0o17`, `017`, `0x1F`). Dates stay texts.
 */
export function plainScalar(source: string): string | number | boolean | null {
  const word = words.get(source);
  if (word !== undefined) return word;
  if (!/^[-+.\d]/.test(source)) return source;
  const digits = source.startsWith('.') ? source : source.replaceAll('_', '');
  const whole = wholeNumber.exec(digits)?.groups;
  if (whole !== undefined) return integer(whole);
  const decimal = decimalNumber.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(decimal) ? decimal : source;
}

function integer({ sign, octal, other }: Readonly<Record<string, string | undefined>>): number {
  const magnitude = octal === undefined ? Number(other) : Number.parseInt(octal, 8);
  return sign === '-' ? 0 - magnitude : magnitude;
}
