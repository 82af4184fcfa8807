// What tests ask of the machine that they run on. Each probe gives the reason why this machine lacks something, or
// nothing where it does not. Run as a program it prints a fingerprint of all that, which is an input of the tests (nx.json):
// a result of a machine without zstd is not one of a machine with it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Programs that tests of the target "test" run or look for. One that is missing here cannot be probed. */
const programsOfTests = [
  ...['bash', 'fish', 'zsh', 'sh', 'git', 'man', 'mandoc', 'openssl'],
  ...['busybox', 'cat', 'cpio', 'head', 'mkfifo', 'mknod', 'rm', 'sleep', 'tar', 'tr', 'xz', 'yes', 'zstd'],
  ...['losetup', 'mke2fs', 'mount', 'setpriv', 'setsid', 'unshare'],
];

/** Programs of the target "test-machine", whose results are never cached. */
const programsOfMachines = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'osbuild'],
  ...[
    'mcopy',
    'mformat',
    'mkfs.fat',
    'mmd',
    'objdump',
    'qemu-img',
    'qemu-system-x86_64',
    'sbsign',
    'skopeo',
    'swtpm',
    'systemd-sysusers',
    'systemd-tmpfiles',
    'ukify',
  ],
];

/** Where the PATH has an executable of that name; undefined where it has none. A path is that path. */
export function findProgram(name, environment = process.env) {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return (name.includes('/') ? [name] : folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** One of these programs, in order of preference. */
export function program(...names) {
  const unknown = names.find((name) => ![...programsOfTests, ...programsOfMachines].includes(name));
  if (unknown !== undefined) throw new Error(`add ${unknown} to the programs of tools/probes.mjs, which Nx heeds`);
  return names.some((name) => findProgram(name) !== undefined) ? undefined : `${names.join(' or ')} not installed`;
}

export function byRoot() {
  return process.getuid?.() === 0 ? undefined : 'not run by root';
}

export function x64() {
  return process.arch === 'x64' ? undefined : `made for x86_64, not for ${process.arch}`;
}

export function file(path) {
  return existsSync(path) ? undefined : `${path} not installed`;
}

let mountsHere;

/** Whether this process may mount file systems in a namespace of its own. */
export function mounts() {
  mountsHere ??= succeeds('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']);
  return mountsHere ? undefined : 'mounts not permitted';
}

let loopDevicesHere;

/** Whether this process may make a file system in a file and mount it. */
export function loopDevices() {
  loopDevicesHere ??= mounts() === undefined && program('mke2fs') === undefined && succeeds('losetup', ['--find']);
  return loopDevicesHere ? undefined : 'loop devices not usable';
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

let nodesHere;

/** Whether this process may make device nodes. */
export function deviceNodes() {
  if (nodesHere === undefined) {
    const place = mkdtempSync(join(tmpdir(), 'bootwright-probe-'));
    nodesHere = succeeds('mknod', [join(place, 'null'), 'c', '1', '3']);
    rmSync(place, { recursive: true });
  }
  return nodesHere ? undefined : 'device nodes not permitted';
}

export function gnuTar() {
  const { stdout } = spawnSync('tar', ['--version'], { encoding: 'utf8' });
  return stdout?.includes('GNU tar') === true ? undefined : 'GNU tar not installed';
}

/** The browser that the variable CHROMIUM names, else the first on the PATH (Debian: apt-get install chromium). */
export function findBrowser(environment = process.env) {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return (environment.CHROMIUM ? [environment.CHROMIUM] : names)
    .map((name) => findProgram(name, environment))
    .find((found) => found !== undefined);
}

export function browser() {
  return findBrowser() === undefined ? 'Chromium not installed' : undefined;
}

/**
 * What the probes come to: whether a test is to be skipped, and a note for its name, by which tools/count-tests.mjs groups
 * skipped tests; empty where nothing is missing.
 */
export function needs(...reasons) {
  const missing = [...new Set(reasons.filter((reason) => reason !== undefined))];
  return { missing: missing.length > 0, note: missing.length > 0 ? ` [skipped: ${missing.join(', ')}]` : '' };
}

/** SHA-256 of the names and bytes of all files in a folder; `none` where there is none. */
function checksum(folder) {
  if (!existsSync(folder)) return 'none';
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true }).sort()) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

function fingerprint() {
  const programs = programsOfTests.map((name) => {
    const found = findProgram(name);
    if (found === undefined) return [name, 'none'];
    const { size, mtimeMs } = statSync(found);
    return [name, `${realpathSync(found)} ${size} ${mtimeMs}`];
  });
  const rights = { byRoot, mounts, loopDevices, deviceNodes };
  return {
    recordings: checksum(join(dirname(import.meta.dirname), '../shared/reference')),
    programs: Object.fromEntries(programs),
    rights: Object.fromEntries(Object.entries(rights).map(([name, probe]) => [name, probe() ?? 'yes'])),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(JSON.stringify(fingerprint(), null, 1));
