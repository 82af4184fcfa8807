import type { Stage } from '@bootwright/osbuild';
import type { ImageContext } from '../image-context.ts';
import { inDeployment } from './in-deployment.ts';

/** Labels again what the edits may have changed. */
export function relabel(context: ImageContext): readonly Stage[] {
  const policy = context.plan.customizations.relabel;
  if (policy === undefined) return [];
  return ['tree:///etc', 'tree:///var'].map((target) =>
    inDeployment(
      'org.osbuild.selinux',
      {
        target,
        file_contexts: `etc/selinux/${policy}/contexts/files/file_contexts`,
        exclude_paths: ['/sysroot'],
      },
      context,
    ),
  );
}
