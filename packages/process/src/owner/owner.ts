/** A process as one that no later one can be taken for: the owner of what it made. */
export interface Owner {
  readonly pid: number;
  /** When it was started, in clock ticks since the machine was (field 22 of /proc/PID/stat); 0 where nobody can tell. */
  readonly start: number;
  /** The machine's start and its space of process ids, in which alone `pid` means something. */
  readonly place: string;
}

/** `PID:START`, as labels, notes and names of files hold it. */
export function renderOwner({ pid, start }: Pick<Owner, 'pid' | 'start'>): string {
  return `${pid}:${start}`;
}

/** The process that `PID:START` names; absent where the text is nothing of the kind. */
export function parseOwner(text: string): Pick<Owner, 'pid' | 'start'> | undefined {
  const match = /^([1-9]\d{0,9}):(\d{1,15})$/.exec(text);
  return match === null ? undefined : { pid: Number(match[1]), start: Number(match[2]) };
}

/** The start of a process in its /proc/PID/stat. Its name, in parentheses, may hold anything. */
export function startInStat(stat: string): number | undefined {
  // The name is field 2, so that 19 fields lie between it and field 22.
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return start === undefined || !/^\d{1,15}$/.test(start) ? undefined : Number(start);
}
