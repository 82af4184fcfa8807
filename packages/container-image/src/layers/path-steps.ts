import { decodeName, tooLarge } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { limits } from './limits.ts';

const slash = 0x2f;
const dot = 0x2e;

/**
 * The names of a path of a layer, as container runtimes clean them (Go's `filepath.Clean`, then joined to the root): a
 * leading slash means the image's root, `.` and empty names mean nothing, `..` removes the name before it. Empty for the
 * root itself. Faults: `image/name` where `..` leaves the root, which Docker and podman reject as well; `image/too-large`
 * for a path that is too long for Linux.
 */
export function pathSteps(path: Uint8Array, subject: string): Uint8Array[] {
  if (path.length > limits.pathBytes) throw tooLarge(`${subject} has a name of ${path.length} bytes`);
  const steps: Uint8Array[] = [];
  let start = 0;
  for (let index = 0; index <= path.length; index++) {
    if (index < path.length && path[index] !== slash) continue;
    const length = index - start;
    const isDots = length > 0 && length < 3 && path[start] === dot && path[index - 1] === dot;
    if (isDots && length === 2) {
      if (steps.pop() === undefined) throw escapes(path, subject);
    } else if (length > 0 && !isDots) {
      steps.push(path.subarray(start, index));
    }
    start = index + 1;
  }
  return steps;
}

/** The steps of a link's target, with `..` for the caller to follow. */
export function linkSteps(target: Uint8Array): readonly Uint8Array[] {
  const steps: Uint8Array[] = [];
  let start = 0;
  for (let index = 0; index <= target.length; index++) {
    if (index < target.length && target[index] !== slash) continue;
    const isDot = index - start === 1 && target[start] === dot;
    if (index > start && !isDot) steps.push(target.subarray(start, index));
    start = index + 1;
  }
  return steps;
}

export const isAbsolute = (path: Uint8Array): boolean => path[0] === slash;
export const isUp = (step: Uint8Array): boolean => step.length === 2 && step[0] === dot && step[1] === dot;

/** A path for a message. */
export function shownPath(path: Uint8Array): string {
  return JSON.stringify(decodeName(path.subarray(0, 256))).slice(0, 200);
}

function escapes(path: Uint8Array, subject: string): Fault {
  return new Fault('image/name', `${subject} names ${shownPath(path)}, which leads out of the image's root`, {
    hint: 'build the image again with names that stay inside: container runtimes reject this one too',
  });
}
