import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of what is made or installed. */
const made = /(?:^|\/)(?:node_modules|dist|out-tsc|test-results|coverage|\.cache)(?:\/|$)/;
const named = /\.(?:tests?|specs?)\.[cm]?[jt]sx?$/i;
const declares = /^(?:test|it|describe)(?:\.\w+)*\(/m;
const imports = /from 'vitest'/;

/** The settings of vitest that run a file of a project, by its path in that project; undefined where none do. */
function settingsFor(project: string, file: string): string | undefined {
  if (project === 'tools') return /^[^/]+\.test\.ts$/.test(file) ? 'vitest.config.ts' : undefined;
  if (/^suite\/.*\.test\.ts$/.test(file)) return 'vitest.integration.config.ts';
  if (!/^src\/.*\.test\.ts$/.test(file)) return undefined;
  return file.endsWith('.machine.test.ts') ? 'vitest.machine.config.ts' : 'vitest.config.ts';
}

/** Files of a project, by its folder from the top `root`, that have tests which no target runs. */
export function testsNeverRun(root: string, project: string): readonly string[] {
  const folder = join(root, project);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.[cm]?[jt]sx?$/.test(file) && !made.test(file),
  );
  const hasTests = (file: string) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return named.test(file) || (imports.test(text) && declares.test(text));
  };
  return files.filter((file) => {
    const settings = settingsFor(project, file);
    return (settings === undefined || !files.includes(settings)) && hasTests(file);
  });
}
