import { Fault } from '@bootwright/core';
import { encodeContainerInfo } from '@bootwright/inspect/facts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { styleOf } from '../terminal/colour.ts';
import type { InspectGiven } from './inspect-options.ts';
import { inspectRoot } from './inspect-root.ts';
import { renderContainer } from './render-container.ts';

/** Shows the facts of a container's root directory. */
export async function runInspect(given: InspectGiven, context: CommandContext): Promise<ExitStatus> {
  const { host } = context;
  if (given.root === undefined) {
    throw new Fault('usage/options', 'give the container: --root DIR', {
      hint: 'DIR=$(podman image mount IMAGE) mounts a container image',
    });
  }
  const { info, bootc, notices } = inspectRoot(
    given.root,
    {
      imgref: given.ref ?? '',
      ...(given.arch === undefined ? {} : { architecture: given.arch }),
      ...(given.imageId === undefined ? {} : { imageId: given.imageId }),
    },
    context,
  );
  await context.report(notices);
  const format = given.format ?? (context.json ? 'json' : 'text');
  switch (format) {
    case 'text':
      await host.stdout.write(renderContainer(info, bootc, styleOf(host.stdout)));
      break;
    case 'json':
      await host.stdout.write(`${JSON.stringify(encodeContainerInfo(info), null, 2)}\n`);
      break;
    case 'yaml': {
      const { stringify } = await import('yaml');
      await host.stdout.write(stringify(encodeContainerInfo(info)));
      break;
    }
  }
  return exitStatus.done;
}
