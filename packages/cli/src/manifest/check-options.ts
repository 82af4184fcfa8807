import { findImageType } from '@bootwright/image-types';
import { ownName } from '@bootwright/inspect';
import { optionsFault } from '../arguments/options-fault.ts';
import { type NamedContainer, noContainer, readsStandardInput } from '../container/container-reference.ts';
import { checkName } from './check-name.ts';
import { type ManifestGiven, typesOf } from './manifest-options.ts';

/** Rejects options that exclude or need each other (`usage/options`), and an unknown image type (`image-type/unknown`). */
export function checkOptions(named: NamedContainer | undefined, given: ManifestGiven): void {
  const { request } = given;
  const way = named?.reference.transport === 'dir' && given.root !== undefined ? '--root' : named?.written;
  if (named === undefined && request === undefined) {
    throw noContainer('REF, --root DIR or --request FILE');
  }
  if (named !== undefined && request !== undefined) {
    throw optionsFault(`${way} and --request both give the container`, 'leave one of them out');
  }
  if (named !== undefined && given.type.length === 0) {
    throw optionsFault(
      `${way} needs --type`,
      'say which image to make, such as --type qcow2; "bootwright list" names the types',
    );
  }
  if (named !== undefined && given.ref === undefined && ownName(named.reference) === undefined) {
    throw optionsFault(
      `${way} needs --ref: the image boots and updates from that reference`,
      'give the name of the image as in its registry, such as --ref registry.example.com/me/os:1',
    );
  }
  if (given.buildRoot !== undefined && given.buildRef === undefined) {
    throw optionsFault('--build-root needs --build-ref', 'give the reference of the container that builds the image');
  }
  if (given.ref !== undefined) checkName('--ref', given.ref);
  if (given.installerPayloadRef !== undefined) checkName('--installer-payload-ref', given.installerPayloadRef);
  if (given.buildRoot !== undefined && given.buildRef !== undefined) checkName('--build-ref', given.buildRef);
  checkStandardInput(named, given);
  if (given.mockSources && (given.imageId ?? given.digest) !== undefined) {
    throw optionsFault('--mock-sources makes ids up that --image-id and --digest give', 'leave one of them out');
  }
  for (const name of typesOf(given)) findImageType(name);
}

function checkStandardInput(named: NamedContainer | undefined, { request, blueprint }: ManifestGiven): void {
  const readers = [
    ...(named !== undefined && readsStandardInput(named) ? [named.written] : []),
    ...(request === '-' ? ['--request'] : []),
    ...(blueprint === '-' ? ['--blueprint'] : []),
  ];
  if (readers.length < 2) return;
  throw optionsFault(`${readers.join(' and ')} both read standard input`, 'read one of them from a file');
}
