// Two containers of one system, one of them sealed, become manifests, and a table shows what sealing changed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const samples = [
  { title: 'traditional', container: 'traditional', profile: 'reference', golden: 'sample-traditional' },
  { title: 'sealed', container: 'sealed', profile: 'reference', golden: 'sample-sealed' },
  { title: 'sealed, recommended', container: 'sealed', profile: 'recommended', golden: 'sample-sealed-recommended' },
];

const coloured = process.stdout.isTTY && !process.env.NO_COLOR;
/** Room for a line. */
const columns = process.stdout.isTTY ? process.stdout.columns : 110;
const strong = (text) => (coloured ? `\u001b[1m${text}\u001b[22m` : text);
const faint = (text) => (coloured ? `\u001b[2m${text}\u001b[22m` : text);

/** Runs the demonstration and returns its exit status: 0, or 4 where a manifest is not its golden. */
export function demonstrate(command) {
  const made = samples.map((sample) => ({ ...sample, ...make(command, sample) }));
  const [traditional, sealed] = made;

  console.log(strong('Two containers of one system'));
  for (const { title, container } of [traditional, sealed]) {
    process.stdout.write(`\n${strong(title)}: `);
    showPage(command, container);
  }

  console.log(`\n${strong('What sealing changes in the image')} (qcow2, with test-data/blueprints/web.toml)\n`);
  console.log(table(['', ...made.map(({ title }) => title)], rows(made, command)));

  console.log(`${strong(`Notices about the sealed image`)} (under the profile "reference")\n`);
  for (const { code, message, at } of sealed.notices) {
    const place = at?.line === undefined ? '' : ` ${faint(`${at.file}:${at.line}`)}`;
    const lines = filled(message, columns - 4).map((line) => `\n    ${line}`);
    console.log(`  ${code}${place}${lines.join('')}`);
  }
  console.log(
    `\n  ${faint('the profile "recommended" leaves none of these, and one about the addon, which nobody has signed here')}\n`,
  );

  const different = made.filter(({ manifest, golden }) => manifest !== readFileSync(goldenPath(golden), 'utf8'));
  for (const { title, golden } of different) {
    console.log(`The manifest "${title}" is not test-data/golden/qcow2/${golden}.json.`);
  }
  if (different.length > 0) {
    console.log('If the change is intended, update them: (cd packages/cli && npx vitest run src/samples.test.ts -u)');
    return 4;
  }
  console.log(`${made.length} manifests written, each byte for byte the golden in test-data/golden/qcow2.`);
  return 0;
}

function goldenPath(name) {
  return `${root}test-data/golden/qcow2/${name}.json`;
}

function make(command, { container, profile }) {
  const folder = `test-data/containers/${container}`;
  const ref = 'registry.example.com/harbour/web:1';
  const source = ['--root', folder, '--ref', ref, '--arch', 'x86_64'];
  const image = ['--type', 'qcow2', '--blueprint', 'test-data/blueprints/web.toml', '--seed', '1', '--mock-sources'];
  const written = bootwright(command, ['manifest', ...source, ...image, '--profile', profile, '--json']);
  return {
    facts: JSON.parse(bootwright(command, ['inspect', ...source, '--format', 'json']).stdout),
    manifest: written.stdout,
    notices: written.stderr.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])),
  };
}

/** The command itself sees whether there is a terminal, and how wide it is. */
function showPage(command, container) {
  const args = ['inspect', '--root', `test-data/containers/${container}`, '--arch', 'x86_64'];
  bootwright(command, args, { stdio: ['ignore', 'inherit', 'pipe'] });
}

function bootwright(command, args, more = {}) {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26, ...more };
  const run = spawnSync(process.execPath, [command, ...args], options);
  if (run.status !== 0) throw new Error(`bootwright ${args.join(' ')} ended with ${run.status}:\n${run.stderr}`);
  return run;
}

const partitionNames = new Map([
  ['21686148-6449-6E6F-744E-656564454649', 'BIOS boot'],
  ['C12A7328-F81F-11D2-BA4B-00A0C93EC93B', 'ESP'],
  ['BC13C2FF-59E6-4262-A352-B275FD6F7172', '/boot'],
  ['0FC63DAF-8483-4772-8E79-3D69D8477DE4', 'root (generic)'],
  ['4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', 'root (discoverable)'],
]);

/** What is compared, label and one value for each manifest. */
function rows(made, command) {
  const read = made.map(({ facts, manifest }) => {
    const { pipelines, sources } = JSON.parse(manifest);
    const { stages } = pipelines.find(({ name }) => name === 'image');
    const install = stages.find(({ type }) => type === 'org.osbuild.bootc.install-to-filesystem').options;
    const { partitions } = stages.find(({ type }) => type === 'org.osbuild.sfdisk').options;
    const names = partitions.map(({ type }) => partitionNames.get(type) ?? type);
    const after = stages.slice(stages.findIndex(({ type }) => type.includes('install-to-filesystem')) + 1);
    return {
      facts,
      install,
      names,
      stages,
      added: addonArguments(sources, command),
      after: after.map(({ type }) => type.replace('org.osbuild.', '')),
    };
  });
  const row = (label, value) => [label, ...read.map(value)];
  return [
    row('firmware', ({ facts, names }) => [
      facts.unified_kernel || !names.includes('BIOS boot') ? 'UEFI' : 'UEFI or BIOS',
    ]),
    row('deployment', ({ install }) => [install.composefs ? 'composefs' : 'ostree']),
    row('boot loader', ({ install }) => [install.bootloader ?? "bootc's own default"]),
    row('partitions', ({ names }) => names),
    row('kernel arguments', ({ install, added }) => install['kernel-args'] ?? added ?? ['none: they are signed']),
    row('later changes', ({ after }) => (after.length === 0 ? ['none: the root is verified'] : counted(after))),
    row('stages', ({ stages }) => [String(stages.length)]),
  ];
}

/** The arguments that the addon in a manifest adds, if it has one. */
function addonArguments(sources, command) {
  const files = Object.values(sources['org.osbuild.inline']?.items ?? {}).map(({ data }) =>
    Buffer.from(data, 'base64'),
  );
  const addon = files.find((bytes) => bytes.subarray(0, 2).toString() === 'MZ');
  if (addon === undefined) return undefined;
  const shown = bootwright(command, ['addon', 'show', '-', '--json'], { input: addon });
  return [...JSON.parse(shown.stdout).command_line.split(' '), '(by an addon)'];
}

function counted(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => (count === 1 ? word : `${word} (${count})`));
}

/** The lines of a text, each as wide as `width` at most where no word is wider. */
function filled(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === '') lines.splice(-1, 1, word);
    else if (line.length + 1 + word.length > width) lines.push(word);
    else lines.splice(-1, 1, `${line} ${word}`);
  }
  return lines;
}

/** A table whose cells are lists of lines. */
function table(header, body) {
  const labels = Math.max(...body.map(([label]) => label.length));
  const room = Math.floor((columns - labels - 2) / (header.length - 1)) - 2;
  const cut = (cell) =>
    cell.flatMap((line) => filled(line, room).map((part, index) => (index === 0 ? part : ` ${part}`)));
  const all = [header.map((cell) => cut([cell])), ...body.map(([label, ...cells]) => [[label], ...cells.map(cut)])];
  const widths = header.map((_, column) => Math.max(...all.flatMap((row) => row[column].map((line) => line.length))));
  const drawn = all.map((row, index) => {
    const height = Math.max(...row.map((cell) => cell.length));
    const lines = Array.from({ length: height }, (_, line) =>
      `  ${row.map((cell, column) => (cell[line] ?? '').padEnd(widths[column])).join('  ')}`.trimEnd(),
    );
    return lines.map((line) => (index === 0 ? faint(line) : line)).join('\n');
  });
  return `${drawn.join('\n')}\n`;
}
