import { type Fault, type Location, quoted } from '@bootwright/core';
import type { Customizations } from '../format/customizations.ts';
import { type Findings, findingsAt } from './findings.ts';

const usersModule = 'org.fedoraproject.Anaconda.Modules.Users';
const volumeId = /^[\w-]+$/;

/**
 * Faults of `installer` and `iso`: options that a kickstart file of one's own overrides, the Users module disabled
 * though users or groups are given, a volume identifier that ISO 9660 does not take. `at` is the place of the
 * customizations. Source: GetInstaller and GetISO of the blueprint library.
 */
export function checkInstaller(customizations: Customizations, at: Location): readonly Fault[] {
  const findings = findingsAt(at);
  const { installer, user = [], group = [] } = customizations;
  if (installer?.kickstart?.contents !== undefined) {
    if (installer.unattended) overridden('unattended', findings);
    if ((installer['sudo-nopasswd'] ?? []).length > 0) overridden('sudo-nopasswd', findings);
  }
  const disabled = installer?.modules?.disable?.indexOf(usersModule) ?? -1;
  if (disabled !== -1 && user.length + group.length > 0) {
    findings.add(['installer', 'modules', 'disable', disabled], {
      code: 'blueprint/installer',
      message: 'the Users module is disabled, and users or groups are given, which need it',
      hint: 'leave the module enabled, or the users and groups out',
    });
  }
  checkVolumeId(customizations, findings);
  return findings.faults;
}

function overridden(option: string, findings: Findings): void {
  findings.add(['installer', option], {
    code: 'blueprint/installer',
    message: `${option} has no effect on a kickstart file of one's own`,
    hint: `say it in installer.kickstart.contents and leave ${option} out`,
  });
}

function checkVolumeId(customizations: Customizations, findings: Findings): void {
  if (customizations.iso === undefined) return;
  const id = customizations.iso.volume_id;
  if (id !== undefined && volumeId.test(id)) return;
  findings.add(id === undefined ? ['iso'] : ['iso', 'volume_id'], {
    code: 'blueprint/volume-id',
    message: id === undefined ? 'iso needs "volume_id"' : `the volume identifier ${quoted(id)} is not allowed`,
    hint: 'use letters, digits, - and _',
  });
}
