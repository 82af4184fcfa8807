import { givenFlags, optionsFault } from '../arguments/options-fault.ts';
import { profile } from '../arguments/values.ts';
import type { Host } from '../host.ts';
import { sourceOptions } from './source-options.ts';

const { tlsVerify, authfile, tokenHost, timeout } = sourceOptions;
/** Options about reading a container, or about what it becomes. */
const options = { tlsVerify, authfile, tokenHost, timeout, profile: profile() };

/** Rejects an option that has no effect without a container (`usage/options`). */
export function checkWithoutContainer(given: object, environment: Host['environment']): void {
  const [ignored] = givenFlags(options, given, environment);
  if (ignored === undefined) return;
  const hint = 'give the container: REF or --root DIR; or leave the option out';
  throw optionsFault(`${ignored} has no effect without a container`, hint);
}
