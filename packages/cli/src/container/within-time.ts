import { Fault } from '@bootwright/core';

/**
 * What `use` gives, whose signal is aborted with `signal`, or after so many milliseconds. Faults: `image/timeout`, in
 * place of whatever `use` throws then.
 */
export async function withinTime<T>(
  milliseconds: number | undefined,
  signal: AbortSignal,
  use: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (milliseconds === undefined) return use(signal);
  const late = new Fault('image/timeout', `reading the container took longer than ${milliseconds / 1000} s`, {
    hint: 'give a longer --timeout, or bring the image closer: podman pull, or skopeo copy into an archive',
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
