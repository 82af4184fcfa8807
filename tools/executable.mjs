// `node tools/executable.mjs [FILE]`: the command as a single executable (by default dist/bootwright at the top), which needs
// neither Node nor anything else installed: the command in one module, put into a Node for this platform.
//
// The Node is that of the newest line, whose --build-sea takes ES modules. An executable for another platform is made there:
// .github/workflows/publish.yml.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleSettings } from './bundle.mjs';
import { nodeOfLine } from './node-release.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const isWindows = process.platform === 'win32';

/** Writes the executable. Throws what Node says where it fails. */
export async function writeExecutable(file = join(root, `dist/bootwright${isWindows ? '.exe' : ''}`)) {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-executable-'));
  try {
    const module = join(folder, 'main.mjs');
    await build({
      ...bundleSettings,
      entryPoints: ['packages/cli/src/executable-main.ts'],
      outfile: module,
      target: 'node26',
      // The module has no file that a path is relative to.
      banner: {
        js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(process.execPath);",
      },
    });
    const settings = {
      main: module,
      mainFormat: 'module',
      output: resolve(file),
      disableExperimentalSEAWarning: true,
      // NODE_OPTIONS are for programs that a user knows to be Node.
      execArgvExtension: 'none',
      assets: { 'main.mjs': module, 'LEGAL.txt': `${module}.LEGAL.txt` },
    };
    writeFileSync(join(folder, 'sea.json'), JSON.stringify(settings));
    mkdirSync(dirname(resolve(file)), { recursive: true });
    const { program } = nodeOfLine(26);
    const made = spawnSync(program, ['--build-sea', join(folder, 'sea.json')], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`Node cannot build the executable: ${made.error?.message ?? made.stderr}`);
    chmodSync(file, 0o755);
    if (process.platform === 'darwin') signAdHoc(file);
    return { file: resolve(file), licences: readFileSync(`${module}.LEGAL.txt`, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** macOS starts no program on arm64 without a signature, and adding the module to Node has broken that of Node. */
function signAdHoc(file) {
  const signed = spawnSync('codesign', ['--sign', '-', '--force', file], { encoding: 'utf8' });
  if (signed.status !== 0) throw new Error(`codesign cannot sign ${file}: ${signed.error?.message ?? signed.stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { file } = await writeExecutable(process.argv[2]);
  console.error(`wrote ${file}`);
}
