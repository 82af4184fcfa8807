/** Why something is missing here; undefined where it is not. */
export type Missing = string | undefined;

/** See probes.mjs. */
export declare function findProgram(name: string, environment?: NodeJS.ProcessEnv): string | undefined;
export declare function program(...names: readonly [string, ...string[]]): Missing;
export declare function byRoot(): Missing;
export declare function x64(): Missing;
export declare function file(path: string): Missing;
export declare function mounts(): Missing;
export declare function loopDevices(): Missing;
export declare function deviceNodes(): Missing;
export declare function gnuTar(): Missing;
export declare function findBrowser(environment?: NodeJS.ProcessEnv): string | undefined;
export declare function browser(): Missing;
export declare function needs(...reasons: readonly Missing[]): { readonly missing: boolean; readonly note: string };
