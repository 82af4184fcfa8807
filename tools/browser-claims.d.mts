/** Where the table of packages in README.md and the layer table disagree, a sentence each. */
export function browserTableProblems(readme: string): readonly string[];
