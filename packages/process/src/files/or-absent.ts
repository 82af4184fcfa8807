/** What `look` gives; absent where it throws, for questions to the system to which a failure is an answer. */
export function orAbsent<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
