/** What is read of a report in vitest's JSON format. */
export interface TestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

export declare function countTests(reports: readonly (TestReport | undefined)[]): {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

export declare function skipReasons(
  reports: readonly (TestReport | undefined)[],
): readonly (readonly [reason: string, count: number])[];

export declare function skipFailures(
  reasons: readonly (readonly [reason: string, count: number])[],
  allowed: Readonly<Record<string, number>> | undefined,
): readonly string[];
