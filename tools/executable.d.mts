/** Writes the command as a single executable for this platform: by default dist/bootwright at the top of the workspace. */
export function writeExecutable(file?: string): Promise<{ readonly file: string; readonly licences: string }>;
