import type { BuildRequest } from '@bootwright/build-request';
import { goRandom, randomVolumeId } from '@bootwright/core';
import { efiArchitecture, type IsoArchitecture } from '@bootwright/image-types';
import type { IsoPlan } from './iso-plan.ts';

/** What the plan of every ISO takes from the container and the seed. */
export function commonIsoPlan({ container, seed }: BuildRequest, architecture: IsoArchitecture) {
  const { release, uefiVendor = '' } = container.os;
  return {
    efiVolumeId: randomVolumeId(goRandom(seed)).replace('-', ''),
    product: { name: release.name === '' ? 'OS' : release.name, version: release.versionId },
    efiArchitecture: efiArchitecture(architecture),
    ...(uefiVendor === '' ? {} : { uefiVendor }),
  } satisfies Partial<IsoPlan>;
}
