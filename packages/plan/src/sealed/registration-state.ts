import type { FileCustomization } from '@bootwright/blueprint';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import type { FirstBootService } from '../edits/deployment-edit.ts';
import { registrationEdit, subscriptionAt } from '../edits/registration-edit.ts';
import { type ChannelDecision, inState } from './channel-decision.ts';

export function registrationDecision({ options }: CustomizationFacts): readonly ChannelDecision[] {
  if (options.subscription === undefined) return [];
  return [inState('the registration at first boot', subscriptionAt, 'a service')];
}

/** The files of the registration at first boot, and the units that are enabled. */
export function registrationState({ options }: CustomizationFacts) {
  if (options.subscription === undefined) return { files: [], units: [] };
  const { service, files } = registrationEdit(options.subscription);
  const written = [{ path: `/etc/systemd/system/${service.filename}`, text: serviceText(service) }, ...files];
  return {
    files: written.map(({ path, text }): FileCustomization => ({ path, data: text })),
    units: [service.filename],
  };
}

/** As osbuild's stage org.osbuild.systemd.unit.create writes it for other images. */
function serviceText({ description, environmentFile, commands }: FirstBootService): string {
  return [
    '[Unit]',
    `Description=${description}`,
    `ConditionPathExists=${environmentFile}`,
    'Wants=network-online.target',
    'After=selinux-autorelabel.service',
    'After=network-online.target',
    '',
    '[Service]',
    'Type=oneshot',
    ...commands.map((command) => `ExecStart=${command}`),
    `EnvironmentFile=${environmentFile}`,
    '',
  ].join('\n');
}
