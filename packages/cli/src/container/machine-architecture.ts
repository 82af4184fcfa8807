import { type Architecture, Fault, nodeArchitecture } from '@bootwright/core';

/** The architecture of a machine by Node's name for it. Fault: `host/architecture` where no images are made for it. */
export function machineArchitecture(machine: string): Architecture {
  const found = nodeArchitecture(machine);
  if (found !== undefined) return found;
  throw new Fault('host/architecture', `no images are made for this machine's architecture, ${machine}`, {
    hint: "give the container's with --arch",
  });
}
