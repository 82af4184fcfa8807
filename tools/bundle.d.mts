/** Where `npm start` expects the bundle. */
export const bundlePath: string;

/** How esbuild makes one file of a program of this workspace. */
export const bundleSettings: import('esbuild').BuildOptions;

/** Writes the command as one file to `outfile`, by default `bundlePath`. */
export function bundle(outfile?: string): Promise<void>;

/** Whether a source is younger than the bundle. */
export function isStale(): boolean;

/** The source files that are evaluated before any command runs, relative to the workspace. */
export function eagerInputs(): Promise<readonly string[]>;
