import { Fault, type Location } from '@bootwright/core';

/**
 * `base` where it is free, else `base00`, `base01`, … `base99`, as blivet and osbuild/image-builder name what a user
 * left unnamed. Fault: `disk/name-taken` where all are taken.
 */
export function uniqueName(base: string, taken: ReadonlySet<string>, at: Location = {}): string {
  if (!taken.has(base)) return base;
  for (let number = 0; number < 100; number++) {
    const name = `${base}${String(number).padStart(2, '0')}`;
    if (!taken.has(name)) return name;
  }
  throw new Fault('disk/name-taken', `no free name is left for ${JSON.stringify(base)}`, {
    at,
    hint: `name some of what is called ${JSON.stringify(base)} and a number otherwise`,
  });
}
