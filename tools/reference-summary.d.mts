interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly meta?: object }[];
  }[];
}

type Counts = Readonly<Record<string, number>>;

export function comparedSets(projects: readonly (readonly Report[])[]): Readonly<Record<string, Counts>>;

export function sumComparisons(sets: Readonly<Record<string, Counts>>): Counts;

export function unexpectedComparisons(
  sets: Readonly<Record<string, Counts>>,
  expected: Readonly<Record<string, Counts>>,
): readonly string[];
