import type { PlanContext } from '@bootwright/build-request';
import { fstabEntities, referenceUnitName, unitName } from '@bootwright/disk';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import type { MountsEdit } from './deployment-edit.ts';

/** How the deployment mounts what is on the disk, if it does. */
export function mountsEdit({ disk, mountpointAt }: CustomizationFacts, context: PlanContext): readonly MountsEdit[] {
  const { mountConfiguration: configuration, table } = disk;
  if (configuration === 'none') return [];
  if (configuration === 'fstab') return [{ kind: 'mounts', configuration }];
  const misnamed = fstabEntities(table).filter(
    ({ type, path }) => type !== 'swap' && referenceUnitName(path) !== unitName(path),
  );
  const renamed = misnamed.map(({ path }) => context.fixes('mount-unit-name', mountpointAt(path), path));
  return [{ kind: 'mounts', configuration, systemdNames: renamed.includes(true) }];
}
