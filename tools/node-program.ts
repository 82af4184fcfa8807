import { build } from 'esbuild';
import { bundleSettings } from './bundle.mjs';

/**
 * Writes a program that Node runs as a process of its own, for tests of what happens when a process ends: TypeScript
 * that imports the sources of this workspace, relative to `directory`, as one file.
 */
export async function writeNodeProgram(file: string, code: string, directory: string): Promise<void> {
  await build({
    ...bundleSettings,
    stdin: { contents: code, loader: 'ts', resolveDir: directory },
    outfile: file,
  });
}
