import { objectOf, parsedJson, unreachable } from '@bootwright/core';

/** A resource outside of a lease's folders that must be released. Paths are absolute. */
export type TrackedResource =
  /** A file, or a folder with its content. */
  | { readonly kind: 'path'; readonly path: string }
  /** Mounts at this path or below it. */
  | { readonly kind: 'mounts'; readonly under: string }
  /** Loop devices whose backing file is this path or is below it. */
  | { readonly kind: 'loop-devices'; readonly backing: string }
  | { readonly kind: 'container'; readonly engine: 'podman' | 'docker'; readonly name: string };

export function encodeTrackedResource(thing: TrackedResource): string {
  return `${JSON.stringify(thing)}\n`;
}

/** The resource of a note; absent if the note is damaged, or of a later version. */
export function parseTrackedResource(text: string): TrackedResource | undefined {
  const { kind, path, under, backing, engine, name } = objectOf(parsedJson(text));
  if (kind === 'path' && isPath(path)) return { kind, path };
  if (kind === 'mounts' && isPath(under)) return { kind, under };
  if (kind === 'loop-devices' && isPath(backing)) return { kind, backing };
  if (kind === 'container' && (engine === 'podman' || engine === 'docker') && isContainerName(name)) {
    return { kind, engine, name };
  }
  return undefined;
}

/** The resource in a few words: `the container bootwright-7-42-1`. */
export function renderTrackedResource(thing: TrackedResource): string {
  switch (thing.kind) {
    case 'path':
      return thing.path;
    case 'mounts':
      return `mounts under ${thing.under}`;
    case 'loop-devices':
      return `the loop devices of ${thing.backing}`;
    case 'container':
      return `the container ${thing.name} of ${thing.engine}`;
    default:
      return unreachable(thing);
  }
}

/** Rejects paths with `..` and the like, so that nothing elsewhere is removed. */
function isPath(value: unknown): value is string {
  return typeof value === 'string' && /^(?:\/[^/\0]+)+$/.test(value) && !/\/\.{1,2}(?:\/|$)/.test(value);
}

function isContainerName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w][\w.-]*$/.test(value);
}
