import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from './captured.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-mistakes-'));
afterAll(() => rmSync(directory, { recursive: true }));
writeFileSync(join(directory, 'key.toml'), '[customizations]\nhostnam = "x"\n');
writeFileSync(join(directory, 'string.toml'), 'name = "x\n');
writeFileSync(join(directory, 'broken.json'), '{"name": "x",}\n');
writeFileSync(join(directory, 'words.txt'), 'hello\n');

const everything = (command = '') => `see "bootwright ${command}${command && ' '}--help"`;

/** What a first-time user reads, in whole. */
describe('a mistake on the command line says what is wrong and what to do', () => {
  test.each<[argv: string, status: number, told: string]>([
    [
      'inspec',
      2,
      `error: unknown command "inspec" [usage/arguments]
  help: did you mean inspect? ${everything()}
`,
    ],
    [
      'help inspct',
      2,
      `error: unknown command "inspct" [usage/arguments]
  help: did you mean inspect? ${everything()}
`,
    ],
    [
      'help nothing-like-it',
      2,
      `error: unknown command "nothing-like-it" [usage/arguments]
  help: ${everything()}
`,
    ],
    [
      'inspect dir:. --formt json',
      2,
      `error: unknown option "--formt" [usage/arguments]
  help: did you mean --format? ${everything('inspect')}
`,
    ],
    [
      'schema',
      2,
      `error: no schema is named [usage/arguments]
  help: give a name: blueprint, disk.yaml, iso.yaml, install-configuration, kargs.d, request, facts, cases, manifest, inspection, build-event
`,
    ],
    [
      'schema request b',
      2,
      `error: "schema" takes one operand, found 2 [usage/arguments]
  help: ${everything('schema')}
`,
    ],
    [
      'describe raw --arch',
      2,
      `error: --arch needs a value: ARCH [usage/arguments]
  help: ${everything('describe')}
`,
    ],
    [
      'describe raw --arch x86',
      2,
      `error: --arch, --target-arch: unknown architecture "x86" [usage/value]
  help: use one of x86_64, aarch64, ppc64le, s390x, riscv64, amd64, arm64
`,
    ],
    [
      'describe qcow2 --profile recomended',
      2,
      `error: --profile: "recomended" is not one of reference, recommended [usage/value]
  help: did you mean recommended?
`,
    ],
    [
      'manifest dir:. --rootfs ntfs',
      2,
      `error: --bootc-default-fs, --rootfs: "ntfs" is not one of ext4, xfs, btrfs [usage/value]
  help: use ext4, xfs or btrfs
`,
    ],
    [
      'describe qcow3',
      2,
      `error: unsupported image type "qcow3", valid types are raw, ami, qcow2, vmdk, vhd, gce, ova, vsphere-ova, oci, bootc-installer, bootc-generic-iso, anaconda-iso, iso, pxe-tar-xz [image-type/unknown]
  help: did you mean qcow2?
`,
    ],
    [
      'describe iso-of-mine',
      2,
      `error: unsupported image type "iso-of-mine", valid types are raw, ami, qcow2, vmdk, vhd, gce, ova, vsphere-ova, oci, bootc-installer, bootc-generic-iso, anaconda-iso, iso, pxe-tar-xz [image-type/unknown]
  help: "bootwright list" says what each of them is
`,
    ],
    [
      'schema request --json -x',
      2,
      `{"level":"fault","code":"usage/arguments","message":"unknown option \\"-x\\"","hint":${JSON.stringify(everything('schema'))}}
`,
    ],
  ])('%s', async (argv, status, told) => {
    expect(await captured(argv.split(' '), { directory })).toEqual({ status, stdout: '', stderr: told });
  });
});

test('a hint with a long image name fits a terminal of 80 columns, and its command can be copied', async () => {
  const image = 'registry.example.com/an-organization/an-operating-system-for-harbours:1';
  const { stderr } = await captured(['--type', 'qcow2', image], { directory, terminal: true, columns: 80 });
  expect(stderr).toBe(`error: expected a command, found the option "--type" [usage/arguments]
  help: write the command first, such as
        "bootwright build \\
          registry.example.com/an-organization/an-operating-system-for-harbours:1 \\
          --type qcow2"
`);
});

describe('a file that cannot be used says where and why', () => {
  test.each<[argv: string, told: string]>([
    [
      'validate gone.toml',
      `error: no such file or directory: gone.toml [file/absent]
  at gone.toml
  help: check the path, which is relative to the working directory
`,
    ],
    [
      'diff words.txt words.txt -o no/such/folder',
      `error: words.txt is not valid JSON: a value is expected here: strings need double quotes [diff/json]
  at words.txt:1:1
  1 | hello
    | ^
  help: give a manifest of osbuild
`,
    ],
    [
      'manifest --request broken.json',
      `error: the request is not valid JSON: a key in double quotes is expected here [request/json]
  at broken.json:1:14
  1 | {"name": "x",}
    |              ^
  help: give one JSON object; "bootwright schema request" describes it
`,
    ],
    [
      'boot words.txt --check key.toml',
      `error: unknown key "hostnam" in customizations [blueprint/unknown-key]
  at key.toml:2:1: customizations.hostnam
  2 | hostnam = "x"
    | ^
  help: did you mean "hostname"?
`,
    ],
    [
      'boot words.txt --check string.toml',
      `error: this is not valid TOML: the line ends within a string [blueprint/toml]
  at string.toml:1:10
  1 | name = "x
    |          ^
  help: see toml.io for the format; JSON begins with a brace
`,
    ],
  ])('%s', async (argv, told) => {
    expect(await captured(argv.split(' '), { directory })).toEqual({ status: 3, stdout: '', stderr: told });
  });

  test('a missing folder that is to be written to', async () => {
    writeFileSync(join(directory, 'empty.json'), '{}');
    const { status, stderr } = await captured(['diff', 'empty.json', 'empty.json', '-o', 'no/where.txt'], {
      directory,
    });
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: `error: there is no directory for no/where.txt [file/absent]
  at no/where.txt
  help: make it first with "mkdir -p no"
`,
    });
  });
});
