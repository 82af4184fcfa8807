import { type Architecture, defined, Fault, isOtherArchitecture, type Location } from '@bootwright/core';

/** What a container was resolved from. */
interface Resolved {
  readonly code: 'request/architecture' | 'image/architecture';
  /** As the user wrote it, where a message needs it to say which container is meant. */
  readonly written?: string;
  readonly at?: Location;
  /** What to use instead: `name an image` or the like. */
  readonly cure: string;
}

/** Throws a fault where a container is for another architecture than `--arch`; what is not given is not compared. */
export function checkArchitecture(
  requested: Architecture | undefined,
  found: Architecture | undefined,
  { code, written, at, cure }: Resolved,
): void {
  if (!isOtherArchitecture(requested, found)) return;
  const names = `${JSON.stringify(requested)} != ${JSON.stringify(found)}`;
  const which = written === undefined ? '' : ` (${written})`;
  throw new Fault(code, `requested container architecture does not match resolved container: ${names}${which}`, {
    ...defined({ at }),
    hint: `leave out --arch, or ${cure} for ${requested}`,
  });
}
