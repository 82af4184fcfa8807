import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from './captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-contradictions-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
mkdirSync(join(directory, 'none'));
writeFileSync(join(directory, 'old.json'), '{"version":"2","pipelines":[]}\n');

const faults = async (line: string) => {
  const { status, stdout, stderr } = await captured([...line.split(' '), '--json'], { directory });
  const problems = stderr
    .trim()
    .split('\n')
    .map((text): { code: string; message: string; hint?: string } => JSON.parse(text));
  return { status, stdout, problems: problems.map(({ code, message, hint }) => [code, message, hint]) };
};

describe('options that exclude or need each other are one usage error, before anything is read', () => {
  const build = 'build --manifest old.json';
  test.each<[line: string, message: string, hint: string]>([
    ['diff - -', 'A and B both read standard input', 'read one of them from a file'],
    [
      'diff old.json old.json --profile recommended',
      '--profile has no effect without --pair: manifests are already complete',
      'leave it out, or add --pair to compare requests',
    ],
    [`${build} --progress term`, '--json and --progress term contradict each other', 'leave one of them out'],
    [
      `${build} a/b:1 --type qcow2 --profile recommended --strict`,
      'a/b:1, --type, --profile, --strict would have no effect with --manifest',
      'leave one of them out; select a pipeline of the manifest with --export NAME',
    ],
    ['build a/b:1 --export qcow2', '--export needs --manifest', 'use --type TYPE to build images of a container'],
    [
      `${build} --engine docker`,
      '--engine has no effect without --osbuild-image',
      'add --osbuild-image IMAGE, or leave --engine out',
    ],
    [
      `${build} --in-vm --osbuild-image fedora`,
      '--in-vm runs the osbuild of this host, but --osbuild-image selects another',
      'leave one of them out',
    ],
    [
      `${build} --osbuild-image fedora --osbuild-libdir lib`,
      '--osbuild-libdir has no effect with --osbuild-image, which has its own stages',
      'leave one of them out',
    ],
    [`${build} --vm-kernel k`, '--vm-kernel has no effect without --in-vm', 'add --in-vm, or leave --vm-kernel out'],
    [`${build} --vm-memory 4GiB`, '--vm-memory has no effect without --in-vm', 'add --in-vm, or leave --vm-memory out'],
    [
      'doctor --for boot --manifest old.json',
      '--manifest has no effect with --for boot',
      'leave out --manifest, or --for',
    ],
    ['doctor --for boot --type qcow2', '--type has no effect with --for boot', 'leave out --type, or --for'],
    ['doctor --for boot --osbuild o', '--osbuild has no effect with --for boot', 'leave out --osbuild, or --for'],
    ['doctor --for boot --cache c', '--cache has no effect with --for boot', 'leave out --cache, or --for'],
    ['doctor --for build --arch arm64', '--arch has no effect with --for build', 'leave out --arch, or --for'],
    [
      'doctor --manifest old.json --type qcow2',
      '--manifest and --type both say what to build',
      'leave one of them out',
    ],
    ['doctor --vm-kernel k', '--vm-kernel has no effect without --in-vm', 'add --in-vm, or leave --vm-kernel out'],
    [
      'boot --make-keys keys disk.raw',
      '--make-keys boots nothing; disk.raw would have no effect',
      'leave out disk.raw, or --make-keys',
    ],
    [
      'boot --make-keys keys --tpm',
      '--make-keys boots nothing; --tpm would have no effect',
      'leave out --tpm, or --make-keys',
    ],
    [
      'boot --read-console console.log disk.raw',
      '--read-console boots nothing; disk.raw would have no effect',
      'leave out disk.raw, or --read-console',
    ],
    [
      'boot --read-console console.log --tpm',
      '--read-console boots nothing; --tpm would have no effect',
      'leave out --tpm, or --read-console',
    ],
    [
      'boot disk.raw --firmware bios --secure-boot',
      '--firmware bios does not support Secure Boot',
      'leave out --firmware bios or --secure-boot',
    ],
    ['boot disk.raw --keys k', '--keys needs --secure-boot', 'add --secure-boot, or leave --keys out'],
    ['boot disk.raw --firmware-vars v', '--firmware-vars needs --firmware FILE', 'give both, or neither'],
    [
      'boot disk.raw --network none --ssh-port 2222',
      '--ssh-port needs a network, but --network none was given',
      'use --network isolated or --network user',
    ],
    [
      'boot disk.raw --network none --until ssh',
      '--until ssh needs a network, but --network none was given',
      'use --network isolated or --network user',
    ],
    [
      'golden review',
      '"golden review" asks questions, which --json cannot print',
      'leave --json out, or use "golden check --json"',
    ],
  ])('%s', async (line, message, hint) => {
    expect(await faults(line)).toEqual({ status: 2, stdout: '', problems: [['usage/options', message, hint]] });
  });
});

describe('one mistake on the command line is one fault', () => {
  test.each<[line: string, message: string, hint: string]>([
    [
      '--frobnicate',
      'expected a command, found the option "--frobnicate"',
      'write the command first, such as "bootwright build REF --type TYPE"',
    ],
    ['help list extra', '"help" takes one operand, found 2', 'use "bootwright help list"'],
    ['manifest a/b:1 c/d:1 --type qcow2', '"manifest" takes one operand, found 2', 'give one container at a time'],
    ['manifest --type qcow2 a/b:1 raw', '"manifest" takes one operand, found 2', 'give one container at a time'],
    [
      'inspect a/b:1 --output x',
      'unknown option "--output"',
      'leave it out: "manifest", "vm", "show", "diff", "seal", "addon" and "schema" take --output',
    ],
    [
      'build a/b:1 --output x',
      'unknown option "--output"',
      'use --output-dir DIR: add --layout bib for the file names of bootc-image-builder',
    ],
    [
      'describe',
      'missing required argument "TYPE"',
      'give TYPE: name or alias of an image type; see "bootwright describe --help"',
    ],
    ['golden chekc', 'unknown action "chekc"', 'did you mean "golden check"?'],
    [
      'golden compare',
      '"golden compare" needs --reference: the other program',
      'give --reference COMMAND, with {request} where it takes the request and {out} for the manifest',
    ],
  ])('%s', async (line, message, hint) => {
    const { status, stdout, problems } = await faults(line);
    expect({ status, stdout, problems }).toEqual({
      status: 2,
      stdout: '',
      problems: [['usage/arguments', message, hint]],
    });
  });
});

describe('a value that cannot be read is one usage error with what to write', () => {
  test.each<[line: string, message: string, hint: string]>([
    ['inspect a/b --timeout 5x', '--timeout: "5x" is not a duration', 'write it as 90s, 5m or 1h'],
    [
      'manifest a/b --type=',
      '--type: expected at least one name, got an empty list',
      'write one name, or several separated by commas',
    ],
    ['inspect a/b --tls-verify=maybe', '--tls-verify: "maybe" is neither true nor false', 'write true or false'],
    ['boot x --cpus 0', '--cpus: "0" is not a whole number from 1 to 9999', 'write a number such as 4'],
    ['boot x --ssh-port 0', '--ssh-port: "0" is not a port from 1 to 65535', 'write a number such as 2222'],
    ['boot x --accel hvf', '--accel: "hvf" is not one of auto, kvm, tcg', 'use auto, kvm or tcg'],
    [
      'golden check --shard 5/4',
      '--shard: expected K/N with K from 1 to N, got "5/4"',
      'write it as 1/4 for the first of four parts',
    ],
  ])('%s', async (line, message, hint) => {
    expect(await faults(line)).toEqual({ status: 2, stdout: '', problems: [['usage/value', message, hint]] });
  });
});

test.each(['--tls-verify false', '--tls-verify=false', '--tls-verify true', '--tls-verify'])(
  '%s before the container leaves the container as it is',
  async (flag) => {
    const { status, stderr } = await captured(['inspect', ...flag.split(' '), 'oci-archive:gone.tar'], { directory });
    expect(status).toBe(3);
    expect(stderr).toContain('no such file or directory');
  },
);

test.each([
  ['--version', '--json'],
  ['--json', '--version'],
  ['-V', '--json'],
  ['version', '--json'],
])('%s %s prints the versions as JSON', async (...argv) => {
  const { status, stdout } = await captured(argv);
  expect({ status, keys: Object.keys(JSON.parse(stdout)) }).toEqual({
    status: 0,
    keys: ['bootwright', 'reference', 'node'],
  });
});

test('a folder without cases is a fault, and not a check that passed', async () => {
  expect(await captured(['golden', 'check', '--cases', 'none'], { directory })).toEqual({
    status: 3,
    stdout: '',
    stderr: `error: none has no cases [golden/no-cases]
  at none
  help: name the folder of cases with --cases DIR; "bootwright golden add --from REF --type qcow2" makes a case
`,
  });
});

test('a fault in the one request of a pair has its line', async () => {
  writeFileSync(join(directory, 'pair.json'), '{\n  "container": { "imgref": "a/b:1" },\n  "image_typ": "raw"\n}\n');
  const { status, stderr } = await captured(['diff', '--pair', 'pair.json'], { directory });
  expect({ status, place: /^ {2}at .*$/m.exec(stderr)?.[0] }).toEqual({
    status: 3,
    place: '  at pair.json:3:3: image_typ',
  });
});

test('--format terminal of diff is --format text', async () => {
  const diff = async (format: string) => captured(['diff', 'old.json', 'old.json', '--format', format], { directory });
  expect(await diff('terminal')).toEqual(await diff('text'));
});

describe('an empty value, such as that of a variable of a shell that is not set, is a usage error', () => {
  test.each<[argv: readonly string[], message: string]>([
    [['manifest', 'a/b:1', '--type', 'qcow2', '--ref', ''], '--ref: expected REF, got ""'],
    [['inspect', 'a/b:1', '--token-host='], '--token-host: expected HOST, got ""'],
    [['boot', 'old.json', '--image', ''], '--image: expected REF, got ""'],
    [['boot', 'old.json', '--karg', ''], '--karg: expected ARG, got ""'],
    [['boot', 'old.json', '--firmware', ''], '--firmware: expected uefi|bios|FILE, got ""'],
    [['golden', 'check', '--against', ''], '--against: expected REV, got ""'],
    [['build', '--manifest', 'old.json', '--osbuild-image', ''], '--osbuild-image: expected IMAGE, got ""'],
    [['build', '--manifest', ''], '--manifest: expected a path, got ""'],
    [['boot', ''], 'expected DISK, got ""'],
    [['inspect', ''], 'expected REF, got ""'],
    [['describe', 'qcow2', ''], 'expected REF, got ""'],
    [['validate', ''], 'expected FILE, got ""'],
    [['golden', 'merge', '1.json', ''], 'expected PATTERN, got ""'],
  ])('%j', async (argv, message) => {
    const { status, stdout, stderr } = await captured(argv, { directory });
    expect({ status, stdout, first: stderr.split(' [usage/')[0] }).toEqual({
      status: 2,
      stdout: '',
      first: `error: ${message}`,
    });
  });
});
