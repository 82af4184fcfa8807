interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly meta?: object }[];
  }[];
}

export function sumComparisons(projects: readonly (readonly Report[])[]): Readonly<Record<string, number>>;
