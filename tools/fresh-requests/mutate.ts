import type { Draw } from './draw.ts';
import { oddText, oddWord } from './texts.ts';

/** The value with something else in one place of it: another value, no value, a value twice, or one key more. */
export function mutated(draw: Draw, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && draw.chance(0.85)) {
    const index = draw.int(value.length);
    if (draw.chance(0.08)) return [...value, value[index]];
    if (draw.chance(0.08)) return value.toReversed();
    return value.map((item, at) => (at === index ? mutated(draw, item) : item));
  }
  if (isRecord(value) && draw.chance(0.9)) {
    const keys = Object.keys(value);
    const key = keys[draw.int(keys.length)];
    if (key === undefined || draw.chance(0.03))
      return { ...value, [draw.pick(['x', 'name', 'Type', 'minsize'])]: other(draw) };
    if (draw.chance(0.05)) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
    return { ...value, [key]: mutated(draw, value[key]) };
  }
  return other(draw);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const others = [
  ...[null, true, false, 0, 1, -1, 1.5, 512, 2 ** 31, 2 ** 53, '', ' ', '0', '1', 'x', 'true', '\ud800', '/', '..'],
  ...['/etc/../x', [], {}, [null], ['x'], [[]], { x: 1 }, [1, 2], 'a'.repeat(300)],
] as const;

function other(draw: Draw): unknown {
  return draw.chance(0.1) ? draw.pick([oddWord(draw, 1), oddText(draw)]) : draw.pick(others);
}
