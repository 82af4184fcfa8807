import { watchGroup } from './group-watchdog.ts';

/** Sends `signal` to every process of the group that `leader` leads; false where there is none any more. */
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
 * Ends the group too when this process ends before it, even where it is killed: a detached group outlives its parent
 * otherwise.
 */
export function endWithUs(leader: number): () => void {
  living.add(leader);
  if (!watching) {
    watching = true;
    process.once('exit', () => {
      for (const group of living) signalGroup(group, 'SIGKILL');
    });
  }
  const { release } = watchGroup(leader);
  return () => {
    release();
    return living.delete(leader);
  };
}
