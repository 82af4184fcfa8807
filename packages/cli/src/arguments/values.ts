import { architectures, type Bytes, Fault, parseArchitecture, parseSize, rootFilesystems } from '@bootwright/core';
import { choice, type Details, type ListOption, several, type ValueOption, value, wrongValue } from './option.ts';

const lowest = -(2n ** 63n);
const highest = 2n ** 63n - 1n;

/** A signed 64-bit whole number. */
function readSeed(text: string): bigint {
  if (/^[+-]?\d{1,20}$/.test(text)) {
    const seed = BigInt(text.replace(/^\+/, ''));
    if (seed >= lowest && seed <= highest) return seed;
  }
  const hint = 'write a number such as 42, or leave the option out for a random one';
  throw wrongValue(text, `a whole number from ${lowest} to ${highest}`, hint);
}

function readSize(text: string): Bytes {
  const size = parseSize(text);
  if (size !== undefined && size > 0) return size;
  const hint =
    'write it as "10 GiB", "500 MB" or as a number of bytes; the units are kB, KiB, MB, MiB, GB, GiB, TB, TiB';
  throw wrongValue(text, 'a size above zero and below 8192 TiB', hint);
}

function readCount(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text);
  throw wrongValue(text, 'a whole number from 1 to 9999', 'write a number such as 4');
}

/** Milliseconds of `90`, `90s`, `5m` or `1h`. */
export function readDuration(given: string): number {
  const [, number, unit = 's'] = /^(\d{1,6})([smh]?)$/.exec(given) ?? [];
  const seconds = Number(number) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
  if (number === undefined || seconds === 0) throw wrongValue(given, 'a duration', 'write it as 90s, 5m or 1h');
  if (seconds > longestSeconds)
    throw new Fault('usage/value', `${JSON.stringify(given)} is longer than ${longestSeconds} seconds`, {
      hint: 'leave the option out to wait without a limit',
    });
  return seconds * 1000;
}

/** Timers are limited to 31 bits of milliseconds. */
const longestSeconds = 2_000_000;

/** An empty path, for instance of an unset shell variable, would mean the working directory. */
function readPath(text: string): string {
  if (text !== '') return text;
  throw new Fault('usage/value', 'expected a path, got ""', { hint: 'give a path, or leave the option out' });
}

function readDigest(text: string): string {
  // podman prints ids without the algorithm.
  const digits = /^(?:sha256:)?([0-9a-f]{64})$/.exec(text)?.[1];
  if (digits !== undefined) return `sha256:${digits}`;
  const hint =
    'ask podman for the id and the digest of an image: `podman image inspect IMAGE --format "{{.Id}} {{.Digest}}"`';
  throw wrongValue(text, 'a SHA-256: 64 hexadecimal digits in lower case', hint);
}

/** Options with a value that has this name in help. */
const option =
  <T>(name: string, read: (text: string) => T, details: Details = {}) =>
  (summary: string): ValueOption<T> =>
    value(name, summary, read, details);

export const seed = option('INT64', readSeed, { environment: 'OSBUILD_TESTING_RNG_SEED' });
export const size = option('SIZE', readSize);
export const count = option('N', readCount);
/** Milliseconds. */
export const duration = option('TIME', readDuration);
export const digest = option('SHA256', readDigest);
export const directory = option('DIR', readPath, { completes: 'directory' });
export const architecture = option('ARCH', (text) => parseArchitecture(text), {
  completes: { words: architectures },
  alias: '--target-arch',
});
/** A flag that is true by itself, and false as `--flag=false`. */
export const truth = option('BOOL', readTruth, { bare: 'true', completes: { words: ['true', 'false'] } });

/** One or more image types, separated by commas. */
export function imageTypes(summary: string): ListOption<readonly string[]> {
  return several(value('TYPE', summary, readList, { completes: 'image-type' }));
}

/** Words separated by commas. */
export function readList(given: string): readonly string[] {
  const words = given.split(',').filter((word) => word !== '');
  if (words.length > 0) return words;
  throw new Fault('usage/value', 'expected at least one name, got an empty list', {
    hint: 'write one name, or several separated by commas',
  });
}

export function profile() {
  return choice(
    ['reference', 'recommended'],
    'reference: byte for byte as image-builder; recommended: with its mistakes fixed (default: reference)',
  );
}

/** A root file system that bootc can be installed on. */
export function rootFilesystem(summary: string) {
  return choice(rootFilesystems, summary, { value: 'FS', alias: '--rootfs' });
}

function readTruth(text: string): boolean {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new Fault('usage/value', `${JSON.stringify(text)} is neither true nor false`, { hint: 'write true or false' });
}

export function file(summary: string, details: Pick<Details, 'alias' | 'environment'> = {}): ValueOption<string> {
  return value('FILE', summary, readPath, { completes: 'file', ...details });
}
