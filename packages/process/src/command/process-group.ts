import { type WatchedGroup, watchGroup } from './group-watchdog.ts';

/** Sends `signal` to every process of the group that `leader` leads; false if no process of it is left. */
export function signalGroup(leader: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    // ESRCH: all have ended. EPERM: those that are left became another user's (sudo), and cannot be reached.
    return false;
  }
}

const living = new Set<number>();
let watching = false;

/**
 * Announces a command whose group ends with this process, even where that is killed: a detached group outlives its parent
 * otherwise.
 */
export function endWithUs(): WatchedGroup {
  if (!watching) {
    watching = true;
    process.once('exit', () => {
      for (const group of living) signalGroup(group, 'SIGKILL');
    });
  }
  const watched = watchGroup();
  let group: number | undefined;
  return {
    env: watched.env,
    startedAs: (leader) => {
      group = leader;
      living.add(leader);
      watched.startedAs(leader);
    },
    release: () => {
      watched.release();
      if (group !== undefined) living.delete(group);
    },
  };
}
