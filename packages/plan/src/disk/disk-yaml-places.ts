import type { ContainerInfo } from '@bootwright/container-facts';
import { Fault, type Location, throwFaults } from '@bootwright/core';
import { diskDefinitionPlaces } from '@bootwright/disk';
import type { PlannedImage } from '../image-plan.ts';

/** What `plan` gives; faults and notices about the container's disk.yaml have the line and column of their path. */
export function withDiskYamlPlaces({ os }: ContainerInfo, plan: () => PlannedImage): PlannedImage {
  const text = os.diskDefinition?.text;
  if (text === undefined) return plan();
  const placeOf = placesIn(text);
  try {
    const planned = plan();
    const notices = planned.notices.map((notice) =>
      notice.at === undefined ? notice : { ...notice, at: placeOf(notice.at) },
    );
    return { ...planned, notices };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throwFaults(error.all().map((fault) => (fault.at === undefined ? fault : fault.with({ at: placeOf(fault.at) }))));
    throw error;
  }
}

/** The text is read again where something is found in it only. */
function placesIn(text: string): (at: Location) => Location {
  let find: ReturnType<typeof diskDefinitionPlaces> | undefined;
  return (at) => {
    if (at.document !== 'disk.yaml' || at.path === undefined || at.line !== undefined) return at;
    find ??= diskDefinitionPlaces(text);
    return { ...at, ...find(at.path) };
  };
}
