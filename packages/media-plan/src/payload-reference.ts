import type { BuildRequest } from '@bootwright/build-request';
import { Fault } from '@bootwright/core';
import type { InstallerIsoType } from '@bootwright/image-types';

/** Characters of references to containers: all of them are words of a shell as they are. */
const shellWord = /^[\w[][\w.:/@[\]-]*$/;

/** Where the request names the container that the installer deploys. */
export function payloadOf({ container, options }: BuildRequest, { installer }: InstallerIsoType) {
  return installer === 'packages'
    ? { name: container.imgref, at: { document: 'container', path: ['imgref'] } }
    : {
        name: options.installerPayload ?? '',
        at: { document: 'request', path: ['options', 'bootc', 'installer_payload_ref'] },
      };
}

/** Faults `installer/payload` of an installer without a payload, or with one that a shell does not read as one word. */
export function payloadFaults(request: BuildRequest, imageType: InstallerIsoType): readonly Fault[] {
  const { name, at } = payloadOf(request, imageType);
  if (name === '') {
    return [
      new Fault('installer/payload', `image type "${imageType.name}" needs the container that it installs`, {
        at,
        hint: 'name it: --installer-payload-ref REF, or options.bootc.installer_payload_ref in a request',
      }),
    ];
  }
  if (shellWord.test(name)) return [];
  const message = `expected a reference to a container, got ${JSON.stringify(name)}: the installer runs it in a shell script`;
  return [
    new Fault('installer/payload', message, { at, hint: 'write it as REGISTRY/NAME:TAG or REGISTRY/NAME@DIGEST' }),
  ];
}
