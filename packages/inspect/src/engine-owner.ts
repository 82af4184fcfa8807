/** Who a container belongs to, as a process that no later one can be taken for. */
export interface Owner {
  readonly pid: number;
  /** When it was started, in clock ticks since the machine was (field 22 of /proc/PID/stat); 0 where nobody can tell. */
  readonly start: number;
  /** The machine's start and its space of process ids, in which alone `pid` means something. */
  readonly place: string;
}

/** On each container that is made here: `PID:START` of the process that made it. */
export const ownerLabel = 'dev.bootwright.owner';
/** Beside it: `Owner.place`. */
export const placeLabel = 'dev.bootwright.place';

export function ownerLabels(owner: Owner): readonly string[] {
  return [`${ownerLabel}=${owner.pid}:${owner.start}`, `${placeLabel}=${owner.place}`];
}

/** The process that `PID:START` names; absent where the text is nothing of the kind. */
export function parseOwner(text: string): Pick<Owner, 'pid' | 'start'> | undefined {
  const match = /^([1-9]\d{0,9}):(\d{1,15})$/.exec(text);
  return match === null ? undefined : { pid: Number(match[1]), start: Number(match[2]) };
}

/** A container in a listing. */
export interface OwnedContainer extends Pick<Owner, 'pid' | 'start'> {
  readonly id: string;
}

/** Reads lines of `ID PID:START`; what is nothing of the kind is not ours and left out. */
export function parseOwnedContainers(text: string): readonly OwnedContainer[] {
  return text.split('\n').flatMap((line) => {
    const [id = '', owner = ''] = line.trim().split(' ');
    const process = parseOwner(owner);
    return process === undefined || !/^[0-9a-f]{12,64}$/.test(id) ? [] : [{ id, ...process }];
  });
}

/** The start of a process in its /proc/PID/stat. Its name, in parentheses, may hold anything. */
export function startInStat(stat: string): number | undefined {
  // The name is field 2, so that 19 fields lie between it and field 22.
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return start === undefined || !/^\d{1,15}$/.test(start) ? undefined : Number(start);
}
