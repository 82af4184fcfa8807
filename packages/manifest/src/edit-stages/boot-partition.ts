import { defined } from '@bootwright/core';
import { type Stage, type StageOptions, stage } from '@bootwright/osbuild';
import type { GrubConsoleEdit, IgnitionEdit } from '@bootwright/plan';
import type { ImageContext } from '../image-context.ts';

// Both write to the /boot of the disk: the deployment, mounted over the tree, would hide it.

/** What makes the first boot one with Ignition. */
export function ignition({ urls }: IgnitionEdit, { disk }: ImageContext): readonly Stage[] {
  const options = { ...(urls.length === 0 ? {} : { network: urls }), target: 'mount://boot/' };
  return [stage('org.osbuild.ignition', options, disk)];
}

/** The console of GRUB. */
export function grubConsole(edit: GrubConsoleEdit, { disk }: ImageContext): readonly Stage[] {
  const { terminalInput, terminalOutput, serial } = edit;
  const config = {
    ...(terminalInput.length === 0 ? {} : { terminal_input: terminalInput }),
    ...(terminalOutput.length === 0 ? {} : { terminal_output: terminalOutput }),
    ...defined({ serial }),
  };
  const options: StageOptions['org.osbuild.grub2.d'] = { path: 'tree:///boot/grub2/console.cfg', config };
  return [stage('org.osbuild.grub2.d', options, disk)];
}
