import { choice, type Given, type Options, text } from '../arguments/option.ts';
import { architecture, digest, directory } from '../arguments/values.ts';

/** The options of `inspect`. */
export const inspectOptions = {
  root: directory("root directory of the container, as 'podman image mount' gives it"),
  ref: text('REF', 'the reference of the container, to be part of the result'),
  arch: architecture('architecture of the container (default: that of its programs)'),
  imageId: digest('image id of the container, to be part of the result'),
  format: choice(['text', 'json', 'yaml'], 'text for people, json or yaml for a request (default: text)'),
} as const satisfies Options;

/** What `inspect` was given. */
export type InspectGiven = Given<typeof inspectOptions>;
