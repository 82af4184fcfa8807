import { type Architecture, Fault, parseArchitecture } from '@bootwright/core';

/** The architecture of a machine by Node's name for it. Fault: `host/architecture` where no images are made for it. */
export function machineArchitecture(machine: string): Architecture {
  try {
    return parseArchitecture(goNames.get(machine) ?? machine);
  } catch (cause) {
    throw new Fault('host/architecture', `no images are made for this machine's architecture, ${machine}`, {
      hint: "give the container's with --arch",
      cause,
    });
  }
}

/** Node names architectures much as Go does. */
const goNames = new Map([
  ['x64', 'amd64'],
  ['ppc64', 'ppc64le'],
]);
