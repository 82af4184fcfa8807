import { devicePath, type FstabEntity, fstabEntities, referenceUnitName, unitName } from '@bootwright/disk';
import { compareKeys, type Stage, type StageOptions } from '@bootwright/osbuild';
import type { MountUnitsEdit } from '@bootwright/plan';
import type { ImageContext } from '../image-context.ts';
import { inDeployment } from './in-deployment.ts';

type UnitOptions = StageOptions['org.osbuild.systemd.unit.create'];

/** A systemd unit for each mount and swap area, by name, and what enables them. */
export function mountUnits({ systemdNames }: MountUnitsEdit, context: ImageContext): readonly Stage[] {
  const nameOf = systemdNames ? unitName : referenceUnitName;
  const units = fstabEntities(context.plan.disk.table)
    .map((entity) => unit(entity, nameOf))
    .sort((a, b) => compareKeys(a.filename, b.filename));
  if (units.length === 0) return [];
  const enabled = units.map(({ filename }) => filename);
  return [
    ...units.map((options) => inDeployment('org.osbuild.systemd.unit.create', options, context)),
    inDeployment('org.osbuild.systemd', { enabled_services: enabled }, context),
  ];
}

function unit(entity: FstabEntity, nameOf: (path: string) => string): UnitOptions {
  const what = devicePath(entity.uuid ?? '');
  const options = entity.options === undefined ? {} : { Options: entity.options };
  const isSwap = entity.type === 'swap';
  return {
    filename: isSwap ? `${nameOf(what)}.swap` : `${nameOf(entity.path)}.mount`,
    'unit-path': 'etc',
    config: {
      Unit: { DefaultDependencies: true },
      ...(isSwap
        ? { Swap: { What: what, ...options } }
        : { Mount: { What: what, Where: entity.path, Type: entity.type, ...options } }),
      Install: { WantedBy: ['multi-user.target'] },
    },
  };
}
