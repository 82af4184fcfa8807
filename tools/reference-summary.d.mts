interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly meta?: object }[];
  }[];
}

/** Counts of a set by kind, of a project by set, of all by project. */
type Counts = Readonly<Record<string, number>>;
type Sets = Readonly<Record<string, Counts>>;
type Projects = Readonly<Record<string, Sets>>;

export function comparedSets(reports: readonly Report[]): Sets;

export function sumComparisons(projects: Projects): Counts;

export function unexpectedComparisons(projects: Projects, expected: Projects): readonly string[];
