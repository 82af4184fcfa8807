import { type Notice, shownName } from '@bootwright/core';

/** Something that has the name of a manifest, or could contain some, and that is not read. */
export interface PassedOver {
  readonly path: string;
  /** As "is a symbolic link". */
  readonly why: string;
}

/** So many are named. */
const mostNamed = 3;

/** A notice about what a folder, archive or revision contains and what is not read; none where all is. */
export function passedOverNotice(source: string, all: readonly PassedOver[]): readonly Notice[] {
  if (all.length === 0) return [];
  const named = all.slice(0, mostNamed).map(({ path, why }) => `${shownName(path)} ${why}`);
  const more = all.length > mostNamed ? [`and ${all.length - mostNamed} more`] : [];
  return [
    {
      code: 'file/passed-over',
      message: `not all of ${shownName(source)} is read: ${[...named, ...more].join(', ')}`,
      at: { file: source },
      hint: 'give regular files in their place',
    },
  ];
}
