import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type ImageReference,
  isWrittenAsPath,
  parseImageReference,
  referenceOfPath,
  renderImageReference,
} from '@bootwright/container-image';
import { Fault } from '@bootwright/core';
import { fileFault } from '@bootwright/process/files';
import { optionsFault } from '../arguments/options-fault.ts';
import type { Host } from '../host.ts';

/** A container as named on the command line. */
export interface NamedContainer {
  /** As written, or `dir:DIR` for `--root DIR`. */
  readonly written: string;
  /** Its path is as written. */
  readonly reference: ImageReference;
}

/**
 * The container that an operand or `--root` names; absent if neither is given. Faults: `usage/options` for both;
 * `reference/transport` for a path without its transport, with the transport in the hint if the path is readable;
 * `file/absent` if there is nothing at the path.
 */
export function namedContainer(
  operand: string | undefined,
  root: string | undefined,
  host: Pick<Host, 'directory'>,
): NamedContainer | undefined {
  if (operand !== undefined && root !== undefined) {
    throw optionsFault(`${operand} and --root both give the container`, 'leave one of them out');
  }
  if (root !== undefined) return { written: `dir:${root}`, reference: { transport: 'dir', path: root } };
  if (operand === undefined) return undefined;
  if (operand === '-') {
    const hint = 'write oci-archive:- or docker-archive:- (podman save, docker save)';
    throw optionsFault('"-" does not say which kind of archive is on standard input', hint);
  }
  if (isWrittenAsPath(operand)) throw pathWithoutTransport(operand, host);
  return { written: operand, reference: parseImageReference(operand) };
}

/** The fault of a path without its transport; its hint is the full reference if the path is readable. */
function pathWithoutTransport(path: string, host: Pick<Host, 'directory'>): Fault {
  const code = 'reference/transport';
  // The tag of an image in an archive or layout.
  const [, file = path, tag = ''] = /^(.*?)(:.+)$/s.exec(path) ?? [];
  const ofFile = pathHint(file, host);
  const hint = pathHint(path, host) ?? (ofFile && `${ofFile}${tag}`);
  if (hint !== undefined) return new Fault(code, `the path ${path} lacks a transport`, { hint });
  const place = resolve(host.directory, path);
  try {
    statSync(place);
  } catch (error) {
    const fault = fileFault('read', file, error);
    const image = /^[\w-]/.test(path)
      ? `; for an image of this name, write containers-storage:${path} or docker://${path}`
      : '';
    return fault.with({ hint: `${fault.hint ?? 'check the path'}${image}` });
  }
  return new Fault(code, `${path} is not a recognized image archive`, {
    at: { file: path },
    hint: `write oci-archive:${path} or docker-archive:${path} if it is one, such as a compressed one`,
  });
}

/** A hint with the full reference of the container at a path of this host; absent if there is none. */
export function pathHint(path: string, { directory }: Pick<Host, 'directory'>): string | undefined {
  const found = referenceOfPath(resolve(directory, path));
  return found === undefined ? undefined : `write ${renderImageReference({ ...found, path })}`;
}

/** Like `namedContainer`, but a missing container is a fault too. */
export function givenContainer(
  operand: string | undefined,
  root: string | undefined,
  host: Pick<Host, 'directory'>,
): NamedContainer {
  const named = namedContainer(operand, root, host);
  if (named === undefined) throw noContainer('REF or --root DIR');
  return named;
}

/** The fault of a command that needs a container and got none. */
export function noContainer(alternatives: string): Fault {
  return optionsFault(
    `no container given: expected ${alternatives}`,
    'give one, such as docker://registry.example.com/me/os:1, oci-archive:os.tar, or the name of an image that podman has',
  );
}

export function readsStandardInput({ reference }: NamedContainer): boolean {
  return 'path' in reference && reference.path === '-';
}

/** The reference with its path resolved against the working directory of the command. */
export function locatedReference(reference: ImageReference, { directory }: Host): ImageReference {
  if (
    !('path' in reference) ||
    (reference.path === '-' && reference.transport !== 'dir' && reference.transport !== 'oci')
  ) {
    return reference;
  }
  return { ...reference, path: resolve(directory, reference.path) };
}
