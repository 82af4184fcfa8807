import type { Draw } from './draw.ts';

type Values = Readonly<Record<string, unknown>>;

/** The values as TOML: tables, lists of tables, and inline ones where a list has both. */
export function tomlText(draw: Draw, values: Values): string {
  return tableText(draw, values, []);
}

function tableText(draw: Draw, values: Values, path: readonly string[]): string {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  const plain = entries.filter(([, value]) => !isTable(value) && !isTables(value));
  const lines = plain.map(
    ([key, value]) => `${keyText(draw, key)}${draw.pick([' = ', '=', ' =  '])}${valueText(draw, value)}\n`,
  );
  const comment = draw.chance(0.1) ? '# as asked for\n\n' : '';
  const inner = entries.flatMap(([key, value]) => {
    const at = [...path, keyText(draw, key)];
    if (isTable(value)) return [`[${at.join('.')}]\n${tableText(draw, value, at)}`];
    if (!isTables(value)) return [];
    return value.map((one) => `[[${at.join('.')}]]\n${tableText(draw, one, at)}`);
  });
  return [...lines, comment, ...inner].join('');
}

function isTable(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTables(value: unknown): value is readonly Values[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTable);
}

function keyText(draw: Draw, key: string): string {
  const isBare = /^[A-Za-z0-9_-]+$/.test(key);
  return isBare && !draw.chance(0.05) ? key : stringText(key);
}

function valueText(draw: Draw, value: unknown): string {
  if (typeof value === 'string') return drawnString(draw, value);
  if (typeof value === 'number') return numberText(draw, value);
  if (Array.isArray(value)) {
    const gap = draw.pick(['', ' ', '\n  ']);
    return `[${gap}${value.map((one) => valueText(draw, one)).join(`,${gap}`)}${draw.chance(0.2) && value.length > 0 ? ',' : ''}${gap}]`;
  }
  if (!isTable(value)) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${keyText(draw, key)} = ${valueText(draw, one)}`)
    .join(', ')} }`;
}

function numberText(draw: Draw, value: number): string {
  if (!Number.isSafeInteger(value)) return String(value);
  if (value > 999 && draw.chance(0.1)) return value.toString().replace(/\B(?=(\d{3})+$)/g, '_');
  return value >= 0 && draw.chance(0.05)
    ? draw.pick([`0x${value.toString(16)}`, `0o${value.toString(8)}`, `+${value}`])
    : String(value);
}

function drawnString(draw: Draw, text: string): string {
  if (!draw.chance(0.3)) return stringText(text);
  // Literal strings have no escapes.
  if (/^[ -&(-~]*$/.test(text)) return draw.chance(0.3) ? `'''${text}'''` : `'${text}'`;
  return text.includes('\r') ? stringText(text) : `"""\n${stringText(text).slice(1, -1).replaceAll('\\n', '\n')}"""`;
}

function stringText(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007F');
}
