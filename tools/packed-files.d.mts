/** What is wrong with the files of a packed package, a sentence each. */
export function packedProblems(packed: {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly names: readonly string[];
  readonly read: (name: string) => string;
}): readonly string[];
