/** Sends `signal` to every process of the group that `leader` leads; false if no process of it is left. */
export function signalGroup(leader: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-leader, signal);
  } catch {
    // ESRCH: all have ended. EPERM: those that are left became another user's (sudo), and cannot be reached.
    return false;
  }
}
