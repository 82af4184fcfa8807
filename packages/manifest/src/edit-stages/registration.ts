import type { Stage, StageOptions } from '@bootwright/osbuild';
import type { RegistrationEdit } from '@bootwright/plan';
import type { ImageContext } from '../image-context.ts';
import { inDeployment } from './in-deployment.ts';
import { directories, files } from './nodes.ts';

/** The service of the first boot, what it reads, and what enables it. */
export function registration(edit: RegistrationEdit, context: ImageContext): readonly Stage[] {
  const { filename, description, environmentFile, commands } = edit.service;
  const unit: StageOptions['org.osbuild.systemd.unit.create'] = {
    filename,
    'unit-type': 'system',
    'unit-path': 'etc',
    config: {
      Unit: {
        Description: description,
        ConditionPathExists: [environmentFile],
        Wants: ['network-online.target'],
        // a relabelling reboots the machine, which must not come in the middle of a registration
        After: ['selinux-autorelabel.service', 'network-online.target'],
      },
      Service: { Type: 'oneshot', ExecStart: commands, EnvironmentFile: [environmentFile] },
      Install: { WantedBy: ['default.target'] },
    },
  };
  return [
    inDeployment('org.osbuild.systemd.unit.create', unit, context),
    ...directories(edit.directories, context),
    ...files(edit.files, context),
    inDeployment('org.osbuild.systemd', { enabled_services: [filename] }, context),
  ];
}
