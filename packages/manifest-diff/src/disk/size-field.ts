import { fieldOf, numberOf } from '../diff/json-value.ts';
import type { NodeKind } from '../diff/node-kind.ts';

/** What sfdisk and loop devices count in, unless the device says otherwise. */
const sectorSize = 512;

/** Bytes in a sector of the device: its own `sector-size`, else 512. */
export function sectorSizeOf(device: unknown): number {
  return numberOf(fieldOf(device, 'options'), 'sector-size') ?? sectorSize;
}

const factors: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['s', 512],
  ['k', 2 ** 10],
  ['m', 2 ** 20],
  ['g', 2 ** 30],
  ['t', 2 ** 40],
]);

/** Bytes of a size as truncate and LVM write it: `10737418240`, `16106127360B`, `10G`; undefined for anything else. */
export function byteText(text: string): number | undefined {
  const match = /^(\d+)([a-z]?)$/i.exec(text);
  const bytes = Number(match?.[1]) * (factors.get((match?.[2] ?? '').toLowerCase()) ?? Number.NaN);
  return match !== null && Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** A size or offset of the manifest. */
export interface SizeField {
  readonly quantity: 'size' | 'start';
  readonly bytes: number;
}

/** Where sizes stand, and what a value there means in bytes; undefined where it is not a size. */
export function sizeField(
  kind: NodeKind,
  stageType: string | undefined,
  key: string | number | undefined,
  value: unknown,
  sector: number,
): SizeField | undefined {
  if (key !== 'size' && key !== 'start') return undefined;
  const counted = kind === 'partition' || kind === 'device';
  const written = kind === 'volume' || (kind === 'options' && stageType === 'org.osbuild.truncate');
  if (counted && typeof value === 'number' && Number.isSafeInteger(value * sector)) {
    return { quantity: key, bytes: value * sector };
  }
  const bytes = (counted || written) && typeof value === 'string' ? byteText(value) : undefined;
  return bytes === undefined ? undefined : { quantity: key, bytes };
}
