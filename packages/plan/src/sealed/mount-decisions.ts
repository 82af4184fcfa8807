import { defined } from '@bootwright/core';
import { devicePath, fstabEntities, unitName } from '@bootwright/disk';
import type { StateMount } from '@bootwright/sealed-state';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';
import { mountpointAdvice } from '../disk/mountpoint-advice.ts';
import { mountedAnyway } from '../edits/refused-edits.ts';
import { type ChannelDecision, stateReason } from './channel-decision.ts';
import type { Decided } from './node-decisions.ts';

/** File systems and swap areas of the disk that the initramfs and systemd do not find by themselves, where any are mounted. */
export function mountDecisions(facts: CustomizationFacts): Decided<StateMount> {
  const { disk, directories, mountpointAt } = facts;
  const decisions: ChannelDecision[] = [];
  const accepted: StateMount[] = [];
  if (disk.mountConfiguration === 'none') return { decisions, accepted };
  for (const { uuid, type, path, options, place } of fstabEntities(disk.table)) {
    if (uuid === undefined || mountedAnyway.includes(path)) continue;
    const isSwap = type === 'swap';
    // systemd-gpt-auto-generator(8) finds swap partitions by their type.
    if (isSwap && place.devices.length <= 1) continue;
    const what = isSwap ? 'the swap area' : `the file system for ${path}`;
    const at = defined({ at: isSwap ? undefined : mountpointAt(path) });
    const advice = isSwap ? undefined : mountpointAdvice(path, false, directories);
    if (advice !== undefined) {
      const { reason, hint } = advice;
      decisions.push({ what, ...at, channel: 'none', code: 'sealed/not-mounted', reason, instead: hint });
      continue;
    }
    const device = devicePath(uuid);
    const filename = isSwap ? `${unitName(device)}.swap` : `${unitName(path)}.mount`;
    decisions.push({ what, ...at, channel: 'state', through: filename, reason: stateReason });
    accepted.push({ filename, what: device, type, ...defined({ where: isSwap ? undefined : path, options }) });
  }
  return { decisions, accepted };
}
