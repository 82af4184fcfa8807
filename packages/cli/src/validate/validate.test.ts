import { expect, test } from 'vitest';
import { captured } from '../captured.ts';

const broken = `name = 3
[customizations]
hostnam = "web"

[[customizations.user]]
groups = ["wheel"]
`;

const unsupported = '[customizations]\nhostname = "web"\ntimezone = { timezone = "UTC" }\n';

test('a valid blueprint', async () => {
  expect(await captured(['validate', '-'], { stdin: 'name = "web"\n' })).toEqual({
    status: 0,
    stdout: 'the blueprint is valid\n',
    stderr: '',
  });
});

test('all faults at once, each with its line', async () => {
  const { status, stdout, stderr } = await captured(['validate', '-'], { stdin: broken });
  expect({ status, stdout }).toEqual({ status: 3, stdout: 'the blueprint has 3 faults\n' });
  expect(stderr.match(/^ {2}at .*$/gm)).toEqual([
    '  at standard input:1:1: name',
    '  at standard input:3:1: customizations.hostnam',
    '  at standard input:5:1: customizations.user[0]',
  ]);
});

test('faults of meaning, not only of form', async () => {
  const stdin = '{"customizations": {"group": [{"name": "a"}, {"name": "a"}]}}';
  const { status, stderr } = await captured(['validate', '-'], { stdin });
  expect(status).toBe(3);
  expect(stderr).toContain('standard input:1:');
  expect(stderr).toContain('duplicate');
});

test('--type names every option that the type does not honour', async () => {
  const { status, stdout, stderr } = await captured(['validate', '-', '--type', 'qcow2'], { stdin: unsupported });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'the blueprint is valid, with 2 notices\n' });
  expect(stderr).toContain('notice: customizations.hostname: not supported by image type qcow2');
  expect(stderr).toContain('at standard input:2:1: customizations.hostname');
  expect(stderr).toContain('at standard input:3:1: customizations.timezone');
});

test('without --type the options that no image type honours are named', async () => {
  const { status, stdout, stderr } = await captured(['validate', '-'], { stdin: unsupported });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'the blueprint is valid, with 2 notices\n' });
  expect(stderr).toContain('notice: customizations.hostname: not supported by image type raw, ami, qcow2,');
});

test.each([
  ['filesystem', '[[customizations.filesystem]]\nmountpoint = "/var/data"\nminsize = "20 GiB"\n', []],
  ['sshkey', '[[customizations.sshkey]]\nuser = "a"\nkey = "ssh-ed25519 AAAA"\n', ['profile/user-home']],
])('%s has an effect, and validate says the same as manifest', async (_option, stdin, notices) => {
  const { status, stderr } = await captured(['validate', '-', '--type', 'vhd'], { stdin });
  const codes = [...stderr.matchAll(/^notice: .* \[(\S+)\]$/gm)].map(([, code]) => code);
  expect({ status, codes }).toEqual({ status: 0, codes: notices });
});

test('an option that nothing reads is named, although the image type lists it', async () => {
  const stdin = '[customizations.sshd]\npassword_authentication = false\n';
  const { stdout, stderr } = await captured(['validate', '-', '--type', 'qcow2'], { stdin });
  expect(stdout).toBe('the blueprint is valid, with 1 notice\n');
  expect(stderr).toContain('notice: customizations.sshd: not supported by image type qcow2');
});

test('faults of form and faults of meaning are reported at once', async () => {
  const stdin = `[customizations]
hostnam = "web"

[[customizations.filesystem]]
mountpoint = "/usr"
minsize = "1 GiB"
`;
  const { status, stdout, stderr } = await captured(['validate', '-'], { stdin });
  expect({ status, stdout }).toEqual({ status: 3, stdout: 'the blueprint has 2 faults\n' });
  expect(stderr).toContain('at standard input:2:1: customizations.hostnam');
  expect(stderr).toContain('/usr');
});

test('one customization with a fault of form does not hide what the planner says of the others', async () => {
  const stdin = `[[customizations.user]]
groups = ["wheel"]

[customizations.disk]
partitions = [{ mountpoint = "/data", fs_type = "ext4", minsize = "1 GiB" }]

[customizations.sshd]
password_authentication = false
`;
  const { status, stdout, stderr } = await captured(['validate', '-', '--type', 'qcow2'], { stdin });
  expect({ status, stdout }).toEqual({ status: 3, stdout: 'the blueprint has 1 fault, with 2 notices\n' });
  expect([...stderr.matchAll(/\[(\S+\/\S+)\]$/gm)].map(([, code]) => code)).toEqual([
    'blueprint/missing',
    'blueprint/unsupported',
    'disk/mountpoint',
  ]);
});

test('--json is one document for an editor', async () => {
  const { status, stdout, stderr } = await captured(['validate', '-', '--type', 'qcow2', '--json'], { stdin: broken });
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    valid: false,
    problems: [
      { level: 'fault', code: 'blueprint/type', at: { line: 1, column: 1 } },
      { level: 'fault', code: 'blueprint/unknown-key', at: { line: 3 }, hint: 'did you mean "hostname"?' },
      { level: 'fault', code: 'blueprint/missing', at: { line: 5 } },
    ],
  });
});

test('text that is neither TOML nor JSON is a fault with its place', async () => {
  const { status, stderr } = await captured(['validate', '-'], { stdin: 'name = "a"\n= 1\n' });
  expect(status).toBe(3);
  expect(stderr).toMatch(/^error: .*\n {2}at standard input:2:/);
});

test('bytes that are not UTF-8', async () => {
  const { status, stderr } = await captured(['validate', '-'], { stdin: new Uint8Array([0xff, 0xfe]) });
  expect(status).toBe(3);
  expect(stderr).toContain('error: standard input is not UTF-8 text [file/utf8]');
});
