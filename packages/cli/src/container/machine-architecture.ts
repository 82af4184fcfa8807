import { type Architecture, Fault, nodeArchitecture } from '@bootwright/core';

/** The architecture for Node's name of it. Fault: `host/architecture` if no image type supports it. */
export function machineArchitecture(machine: string): Architecture {
  const found = nodeArchitecture(machine);
  if (found !== undefined) return found;
  throw new Fault('host/architecture', `the architecture of this host, ${machine}, is not supported`, {
    hint: 'give the architecture of the container with --arch',
  });
}
