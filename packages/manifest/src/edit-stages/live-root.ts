import { type Stage, stage } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';

/** What dmsquash-live looks for in the root of a file system: /usr, or /proc in its older releases. */
const marks = ['/usr', '/proc'];

/** Empty directories next to the deployment, not in it: no mount of the deployment hides them. */
export function liveRoot({ disk }: ImageContext): readonly Stage[] {
  const mounts = disk.deploymentMounts.filter(({ type }) => type !== 'org.osbuild.ostree.deployment');
  const parts = { devices: disk.devices, mounts };
  const items = Object.fromEntries(marks.toSorted().map((path) => [path, { mode: '0755' }]));
  return [
    stage('org.osbuild.mkdir', { paths: marks.map((path) => ({ path })) }, parts),
    stage('org.osbuild.chmod', { items }, parts),
  ];
}
