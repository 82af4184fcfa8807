import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './environment.ts';

/** Where a shell with this environment would find `program`; absent where it would not. A path is that path. */
export function findProgram(program: string, environment: Environment): string | undefined {
  if (program === '') return undefined;
  if (program.includes('/')) return isExecutable(program) ? program : undefined;
  const folders = (environment.PATH ?? '').split(':').filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
