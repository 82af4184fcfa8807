import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** As Debian and the runners of GitHub name them. */
const names = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * The program of a Chromium to look at pages with: the one that the variable CHROMIUM names, else the first on the PATH;
 * undefined where there is none (Debian: apt-get install chromium).
 */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const { CHROMIUM: named } = environment;
  return (named === undefined || named === '' ? onPath : [named]).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
