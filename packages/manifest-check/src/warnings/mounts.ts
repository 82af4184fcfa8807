import { fieldsOf, listOf } from '@bootwright/osbuild';
import type { Report } from '../problem.ts';
import type { PlacedStage } from './report-warnings.ts';

/** Reports mounts that hide one that was made before them: osbuild mounts in the order of the list. */
export function reportMounts({ stage, path }: PlacedStage, report: Report): void {
  const before = new Map<string, string>();
  for (const [index, one] of listOf(stage.mounts).entries()) {
    const mount = fieldsOf(one);
    // Others are made over what is mounted, on purpose.
    if (typeof mount.target !== 'string' || mount.source === undefined) continue;
    const target = normalized(mount.target);
    const hidden = [...before].find(
      ([other]) => other === target || other.startsWith(target === '/' ? '/' : `${target}/`),
    );
    if (hidden !== undefined) {
      const message = `this mount at ${target} hides the mount ${JSON.stringify(hidden[1])} at ${hidden[0]}, which is made before`;
      report(() => ({
        code: 'manifest/mount-order',
        message,
        path: [...path, 'mounts', index],
        hint: 'sort mounts by their targets',
      }));
    }
    before.set(target, String(mount.name));
  }
}

const normalized = (target: string): string =>
  `/${target
    .split('/')
    .filter((part) => part !== '')
    .join('/')}`;
