/** What the page remembers of its looks, by name. Storage may be forbidden: then nothing is remembered. */
export function recall(name: string, storage: () => Storage = () => localStorage): string | undefined {
  try {
    return storage().getItem(`bootwright:${name}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(name: string, value: string, storage: () => Storage = () => localStorage): void {
  try {
    storage().setItem(`bootwright:${name}`, value);
  } catch {
    // Nothing depends on it.
  }
}
