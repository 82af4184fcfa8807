/** Texts that are kept with what was read from them: containers of one family have the same disk.yaml. */
const mostTexts = 64;
const longestText = 2 ** 16;

/** What was read from the texts that were used last. */
export interface RecentTexts<T> {
  get(text: string): T | undefined;
  /** Long texts are not kept. */
  set(text: string, value: T): void;
}

export function recentTexts<T>(): RecentTexts<T> {
  const values = new Map<string, T>();
  return {
    get(text) {
      const value = values.get(text);
      if (value === undefined || values.size < mostTexts) return value;
      // A map keeps the order of insertion: the first is the one that was not used for longest.
      values.delete(text);
      values.set(text, value);
      return value;
    },
    set(text, value) {
      if (text.length > longestText) return;
      values.set(text, value);
      const [oldest] = values.keys();
      if (values.size > mostTexts && oldest !== undefined) values.delete(oldest);
    },
  };
}
