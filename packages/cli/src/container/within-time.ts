import { Fault } from '@bootwright/core';

/**
 * Runs `use` with a signal that is aborted with `signal` or at the time limit. Fault: `image/timeout`, instead of
 * whatever `use` throws then.
 */
export async function withinTime<T>(
  milliseconds: number | undefined,
  signal: AbortSignal,
  use: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (milliseconds === undefined) return use(signal);
  const late = new Fault('image/timeout', `reading the container took longer than ${milliseconds / 1000} s`, {
    hint: 'give a longer --timeout, or copy the image to this host first: podman pull, or skopeo copy to an archive',
  });
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(late), milliseconds);
  const either = AbortSignal.any([signal, limit.signal]);
  try {
    return await use(either);
  } catch (error) {
    throw either.reason === late ? late : error;
  } finally {
    clearTimeout(timer);
  }
}
