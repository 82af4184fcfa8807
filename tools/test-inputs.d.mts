/** See test-inputs.mjs. */
export declare const testedProjects: readonly string[];
export declare function projectJson(project: string): unknown;
