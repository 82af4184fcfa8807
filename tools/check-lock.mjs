// The lock file must serve every platform and registry: it may name no addresses and lack no platform's binaries.
// "--fix" adds the binaries that a registry without them made npm leave out; "npm ci" rejects a lock file that lacks them.
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const entries = Object.entries(lock.packages);
const problems = [];

for (const [path, entry] of entries) {
  if (/^[a-z+]+:/i.test(entry.resolved ?? '')) problems.push(`${path} has the address of a registry`);
}

/** Where Node finds `name` from `path`, as far as the lock knows. */
function resolved(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (candidate in lock.packages) return candidate;
    if (folder === '') return undefined;
    if (!folder.includes('/node_modules/')) folder = '';
  }
}

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** What the name of a platform's binary says of it, such as `@nx/nx-linux-x64-musl`. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = words.find((word) => systems.includes(word));
  const cpu = words.find((word) => processors.includes(word));
  const libc = words.includes('musl') ? 'musl' : words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined;
  if (os === undefined || cpu === undefined) return undefined;
  return { cpu: [cpu], libc: libc === undefined ? undefined : [libc], os: [os] };
}

const missing = {};
for (const [path, entry] of entries) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolved(path, name) !== undefined) continue;
    const platform = /^\d/.test(version) ? platformOf(name) : undefined;
    if (platform === undefined) {
      problems.push(`${path} lacks the optional ${name}`);
      continue;
    }
    // In npm's order of keys; JSON leaves out what is undefined.
    const { cpu, libc, os } = platform;
    missing[`node_modules/${name}`] = { version, cpu, dev: entry.dev, libc, optional: true, os };
  }
}

if (process.argv.includes('--fix')) {
  const all = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.sort(([left], [right]) => left.localeCompare(right, 'en')));
  writeFileSync('package-lock.json', `${JSON.stringify(lock, undefined, 2)}\n`);
} else {
  for (const path of Object.keys(missing)) problems.push(`${path} is left out: run "node tools/check-lock.mjs --fix"`);
}
for (const problem of problems) console.error(`package-lock.json: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
