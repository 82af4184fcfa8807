import { Fault } from '@bootwright/core';
import type { ManifestGiven } from './manifest-options.ts';

/** Options that cannot stand together or alone are faults `usage/options`. */
export function checkOptions(given: ManifestGiven): void {
  const { root, request, blueprint } = given;
  if (root === undefined && request === undefined) {
    throw usage('give the container: --root DIR or --request FILE', '"bootwright manifest --help" has examples');
  }
  if (root !== undefined && request !== undefined) {
    throw usage('--root and --request both give the container', 'leave one of them out');
  }
  if (root !== undefined && given.type === undefined) {
    throw usage(
      '--root needs --type',
      'say which image to make, such as --type qcow2; "bootwright list" names the types',
    );
  }
  if (root !== undefined && given.ref === undefined) {
    throw usage(
      '--root needs --ref: the image boots and updates from that reference',
      'give the name of the image as in its registry, such as --ref quay.io/me/os:1',
    );
  }
  if (root !== undefined && given.buildRoot === undefined && given.buildRef !== undefined) {
    throw usage('--build-ref needs --build-root', 'give the root directory of the container that builds the image');
  }
  if (given.buildRoot !== undefined && given.buildRef === undefined) {
    throw usage('--build-root needs --build-ref', 'give the reference of the container that builds the image');
  }
  if (request === '-' && blueprint === '-') {
    throw usage('--request and --blueprint both read standard input', 'read one of them from a file');
  }
  if (given.mockSources && (given.imageId ?? given.digest) !== undefined) {
    throw usage('--mock-sources makes ids up that --image-id and --digest give', 'leave one of them out');
  }
}

function usage(message: string, hint: string): Fault {
  return new Fault('usage/options', message, { hint });
}
