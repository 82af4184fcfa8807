import { anyMountpoint, cleanPath, denialReason, rootAndBoot, usualLinks } from '@bootwright/blueprint';
import { defined } from '@bootwright/core';
import type { BlueprintContext } from './check-blueprint.ts';
import { checkField } from './check-field.ts';
import type { Findings } from './findings.ts';

/** Where a mount point is asked for. */
export interface MountpointContext extends Omit<BlueprintContext, 'origin'> {
  /** The customization: least sizes of the default layout, or a table of the user's own. Default: `filesystem`. */
  readonly customization?: 'filesystem' | 'disk';
}

/** Whether a file system can be mounted at a path. */
export interface MountpointCheck extends Findings {
  /** Why not: a phrase that goes on after "because". Absent where it can. */
  readonly reason?: string;
  /** A mount point close to it without a finding; absent if no place qualifies, or the given one does. */
  readonly nearest?: string;
}

/**
 * What image-builder and the booted system make of a mount point: faults where the image is not made, notices where
 * nothing is mounted, or nothing that lasts. The rules are those by which blueprints are checked and images planned.
 */
export function checkMountpoint(path: string, context: MountpointContext = {}): MountpointCheck {
  const findings = findingsFor(path, context);
  if (isFree(findings)) return findings;
  const nearest = candidates(path).find((other) => other !== path && isFree(findingsFor(other, context)));
  return { ...findings, ...defined({ reason: reasonFor(path, context, findings), nearest }) };
}

const isFree = ({ faults, notices }: Findings): boolean => faults.length + notices.length === 0;

function findingsFor(path: string, { customization = 'filesystem', ...context }: MountpointContext): Findings {
  const list = customization === 'disk' ? ['disk', 'partitions'] : ['filesystem'];
  const place = ['customizations', ...list, 0];
  // The ESP has the only file system that firmware reads.
  const record = {
    mountpoint: path,
    minsize: '10 GiB',
    ...(customization === 'disk' ? { fs_type: typeFor(path) } : {}),
  };
  return checkField(place, record, context);
}

const typeFor = (path: string): string => (path === '/boot/efi' ? 'vfat' : 'ext4');

function reasonFor(path: string, context: MountpointContext, { faults, notices }: Findings): string | undefined {
  const { customization = 'filesystem', container, rootFilesystem = container?.defaultRootFs } = context;
  const policy = rootFilesystem === 'btrfs' ? rootAndBoot : anyMountpoint;
  const denied =
    customization === 'filesystem' && path === cleanPath(`/${path}`) ? denialReason(policy, path) : undefined;
  return denied ?? [...faults, ...notices][0]?.message;
}

/** Each candidate is checked as a whole: a deep path has no more of them than another. */
const mostAbove = 8;

/** Where people may have meant to mount it, the closest first. */
export function candidates(path: string): readonly string[] {
  const clean = cleanPath(`/${path}`);
  const link = [...usualLinks].find(([from]) => clean === from || clean.startsWith(`${from}/`));
  const steps = clean.split('/').slice(1);
  const above = steps
    .slice(0, mostAbove + 1)
    .map((_, index) => `/${steps.slice(0, steps.length - 1 - index).join('/')}`);
  const name = steps.at(-1) ?? '';
  return [
    clean,
    ...(link === undefined ? [] : [`${link[1]}${clean.slice(link[0].length)}`]),
    ...above.filter((parent) => parent !== '/').slice(0, mostAbove),
    ...(steps[0] === 'var' ? [] : [`/var${clean}`]),
    clean === '/var' ? '/var/lib' : `/var/lib/${name}`,
    '/',
  ];
}
