import { type Stage, stage } from '@bootwright/osbuild';
import { imageInput } from '../container-source.ts';
import { copiedTexts } from '../edit-stages/nodes.ts';
import type { IsoContext } from './iso-context.ts';
import { baseKickstart } from './kickstart.ts';

/** Where the medium has the container that is installed. */
const payloadDirectory = '/container';

/** The container that an installer deploys, on the medium, and the kickstart files by which it does. */
export function installedPayload({ installer }: IsoContext): readonly Stage[] {
  if (installer === undefined) return [];
  const { plan, payload, kickstart } = installer;
  const images = imageInput(payload);
  const destination = { type: 'oci', path: payloadDirectory } as const;
  return [
    stage('org.osbuild.mkdir', { paths: [{ path: payloadDirectory }] }),
    stage('org.osbuild.skopeo', { destination, 'remove-signatures': true }, { inputs: { images } }),
    baseKickstart(plan.kickstart, { directory: payloadDirectory, reference: payload.localName }),
    ...copiedTexts([{ path: plan.kickstart.path, id: kickstart.id }]),
  ];
}
