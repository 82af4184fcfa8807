import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GiB } from '@bootwright/core';
import { hostRunner, requireSuccess } from '@bootwright/process';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { referenceLines } from '../../../tools/reference.ts';
import { checkGuest, encodeFindings } from './check-guest.ts';
import { guestChecks, guestScript } from './guest-checks.ts';
import { type GuestExpectation, renderGuestExpectation } from './guest-expectation.ts';
import { parseGuestReport } from './guest-report.ts';
import { reportBegin, reportEnd } from './report-frame.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-guest-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What is found where each check answers as given, by its name; the others do not answer. */
function checkedReport(
  expectation: GuestExpectation,
  answers: Readonly<Record<string, readonly [code: number, output: string]>>,
) {
  const checks = guestChecks([expectation]);
  const lines = checks.flatMap(({ name }, check) => {
    const answer = answers[name];
    if (answer === undefined) return [];
    return JSON.stringify({ check, output: Buffer.from(`${answer[1]}\n${answer[0]}`).toString('base64') });
  });
  const report = [reportBegin, ...lines, reportEnd, ''].join('\n');
  return checkGuest([expectation], parseGuestReport(Buffer.from(report), checks))[0]?.outcome;
}

const met = { kind: 'met' };
const differs = (found: string) => ({ kind: 'differs', found });
const passwd = 'admin:x:1000:1000::/var/home/admin:/bin/bash';
const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA';
const user: GuestExpectation = { kind: 'user', name: 'admin', uid: 1000, groups: ['wheel'], sshKey: `${key} me@home` };
const file: GuestExpectation = {
  kind: 'file',
  path: '/etc/motd',
  mode: '0644',
  user: 'root',
  group: 0,
  sha256: 'ab'.repeat(32),
};
const mounts = (...filesystems: readonly object[]) => JSON.stringify({ filesystems });
const root = { target: '/', source: 'composefs:abcd', fstype: 'overlay', size: 1, options: 'ro,verity=require' };

test.each([
  [
    'a user with its group and key',
    user,
    {
      'user admin': [0, passwd],
      'groups of admin': [0, 'admin wheel\n'],
      'keys of admin': [0, `# keys\nrestrict ${key} other\n`],
    },
    met,
  ],
  ['no user', user, { 'user admin': [2, ''] }, differs('the user does not exist')],
  ['a user with another id', user, { 'user admin': [0, passwd.replace('1000', '1001')] }, differs('its id is 1001')],
  [
    'a user without its group',
    user,
    { 'user admin': [0, passwd], 'groups of admin': [0, 'admin'] },
    differs('it is not in wheel'),
  ],
  [
    'a key that is commented out',
    user,
    { 'user admin': [0, passwd], 'groups of admin': [0, 'wheel'], 'keys of admin': [0, `# ${key}\n`] },
    differs('the key is missing'),
  ],
  [
    'a key of an unknown form, and an empty line',
    { kind: 'user', name: 'admin', sshKey: 'k' },
    { 'user admin': [0, passwd], 'keys of admin': [0, '\n# keys\n'] },
    differs('the key is missing'),
  ],
  [
    'one of two keys',
    { kind: 'user', name: 'admin', sshKey: `${key}\nssh-rsa BBBB` },
    { 'user admin': [0, passwd], 'keys of admin': [0, `${key}\n`] },
    differs('the key is missing'),
  ],
  [
    'a name of digits, for which getent takes a number',
    { kind: 'user', name: '1000' },
    { 'user 1000': [0, passwd] },
    differs('the user does not exist'),
  ],
  [
    'a group of digits',
    { kind: 'group', name: '10' },
    { 'group 10': [0, 'wheel:x:10:admin\n'] },
    differs('the group does not exist'),
  ],
  [
    'an argument that is a part of a quoted value',
    { kind: 'kernel-argument', argument: 'quiet' },
    { 'command line': [0, 'dyndbg="file quiet +p" rw\n'] },
    differs('it is not on the command line'),
  ],
  [
    'a unit that the command line masks',
    { kind: 'unit', unit: 'cups.service', state: 'masked' },
    { 'unit cups.service': [0, 'masked-runtime\n'] },
    met,
  ],
  [
    'a user with another key',
    user,
    { 'user admin': [0, passwd], 'groups of admin': [0, 'wheel'], 'keys of admin': [0, 'ssh-rsa AAAA'] },
    differs('the key is missing'),
  ],
  [
    'a user with its password',
    { kind: 'user', name: 'admin', password: { kind: 'hash', hash: '$6$a$b' } },
    { 'user admin': [0, passwd], 'password of admin': [0, 'admin:$6$a$b:20783::::::\n'] },
    met,
  ],
  [
    'a user with another password',
    { kind: 'user', name: 'admin', password: { kind: 'hash', hash: '$6$a$b' } },
    { 'user admin': [0, passwd], 'password of admin': [0, 'admin:$6$a$c:20783::::::\n'] },
    differs('its password is another one'),
  ],
  [
    'a user with a locked password',
    { kind: 'user', name: 'admin', password: { kind: 'any' } },
    { 'user admin': [0, passwd], 'password of admin': [0, 'admin:!*:20783::::::\n'] },
    differs('it has no password'),
  ],
  [
    'a user that needs no password',
    { kind: 'user', name: 'admin', password: { kind: 'any' } },
    { 'user admin': [0, passwd], 'password of admin': [0, 'admin::20783::::::\n'] },
    differs('it needs no password'),
  ],
  [
    'a group with another id',
    { kind: 'group', name: 'a', gid: 5 },
    { 'group a': [0, 'a:x:6:\n'] },
    differs('its id is 6'),
  ],
  [
    'a file',
    file,
    {
      'node /etc/motd': [0, '644 root 0 root 0 regular file\n'],
      'digest /etc/motd': [0, `${'ab'.repeat(32)}  /etc/motd\n`],
    },
    met,
  ],
  [
    'a file with another content',
    file,
    {
      'node /etc/motd': [0, '644 root 0 root 0 regular file\n'],
      'digest /etc/motd': [0, `${'00'.repeat(32)}  /etc/motd\n`],
    },
    differs('its content differs'),
  ],
  [
    'a file with another mode',
    file,
    { 'node /etc/motd': [0, '600 root 0 root 0 regular file\n'] },
    differs('its mode is 600'),
  ],
  [
    'a directory in place of a file',
    file,
    { 'node /etc/motd': [0, '755 root 0 root 0 directory\n'] },
    differs('it is a directory'),
  ],
  ['no file', file, { 'node /etc/motd': [1, 'stat: cannot stat'] }, differs('it does not exist')],
  [
    'a directory',
    { kind: 'directory', path: '/etc/a', mode: '1777' },
    { 'node /etc/a': [0, '1777 root 0 root 0 directory\n'] },
    met,
  ],
  [
    'a mount',
    { kind: 'mount', path: '/var', fileSystem: 'xfs', minimumSize: GiB(2) },
    { mounts: [0, mounts({ target: '/var', source: '/dev/vda3', fstype: 'xfs', size: 2_000_000_000, options: 'rw' })] },
    met,
  ],
  [
    'a mount that is too small',
    { kind: 'mount', path: '/var', minimumSize: GiB(2) },
    { mounts: [0, mounts({ target: '/var', source: '/dev/vda3', fstype: 'xfs', size: GiB(1), options: 'rw' })] },
    differs('it has 1 GiB'),
  ],
  ['no mount', { kind: 'mount', path: '/var' }, { mounts: [0, mounts(root)] }, differs('nothing is mounted there')],
  [
    'a kernel argument',
    { kind: 'kernel-argument', argument: 'quiet' },
    { 'command line': [0, 'root=UUID=1 quiet\n'] },
    met,
  ],
  [
    'no kernel argument',
    { kind: 'kernel-argument', argument: 'quiet' },
    { 'command line': [0, 'quiet=1\n'] },
    differs('it is not on the command line'),
  ],
  [
    'a host name',
    { kind: 'hostname', hostname: 'web' },
    { 'host name': [0, 'localhost\n'] },
    differs('it is localhost'),
  ],
  [
    'a unit that is enabled by another',
    { kind: 'unit', unit: 'a.service', state: 'enabled' },
    { 'unit a.service': [0, 'static\n'] },
    met,
  ],
  [
    'a unit that a drop-in of a target starts',
    { kind: 'unit', unit: 'a.service', state: 'enabled' },
    { 'unit a.service': [0, 'disabled\nmulti-user.target\n'] },
    met,
  ],
  [
    'a unit that nothing starts',
    { kind: 'unit', unit: 'a.service', state: 'enabled' },
    { 'unit a.service': [0, 'disabled\n\n'] },
    differs('it is disabled'),
  ],
  [
    'a unit that is disabled',
    { kind: 'unit', unit: 'a.service', state: 'disabled' },
    { 'unit a.service': [1, 'disabled\n'] },
    met,
  ],
  [
    'a missing unit',
    { kind: 'unit', unit: 'a.service', state: 'enabled' },
    { 'unit a.service': [4, 'not-found\n'] },
    differs('it is not-found'),
  ],
  [
    'a verified root',
    { kind: 'composefs', verified: true },
    { mounts: [0, mounts(root)], 'command line': [0, 'composefs=abcd'] },
    met,
  ],
  [
    'a root that is not verified',
    { kind: 'composefs', verified: true },
    { mounts: [0, mounts({ ...root, options: 'ro' })], 'command line': [0, 'composefs=abcd'] },
    differs('its files are not verified'),
  ],
  [
    'a root of another digest',
    { kind: 'composefs', verified: true },
    { mounts: [0, mounts(root)], 'command line': [0, 'composefs=ef'] },
    differs('the command line names ef'),
  ],
  [
    'a root whose digest neither its source nor the command line names',
    { kind: 'composefs', verified: true },
    { mounts: [0, mounts({ ...root, source: 'composefs' })], 'command line': [0, 'rw quiet'] },
    differs('the command line names none'),
  ],
  [
    'a root whose digest the command line alone names',
    { kind: 'composefs', verified: true },
    { mounts: [0, mounts({ ...root, source: 'composefs' })], 'command line': [0, 'composefs=abcd'] },
    met,
  ],
  [
    'a plain root',
    { kind: 'composefs', verified: false },
    { mounts: [0, mounts({ ...root, source: '/dev/vda2', fstype: 'ext4' })] },
    differs('the root is ext4 of /dev/vda2'),
  ],
  [
    'a system without bootc',
    { kind: 'image' },
    { bootc: [127, 'sh: 1: bootc: not found'] },
    { kind: 'unknown', reason: 'sh: 1: bootc: not found' },
  ],
  ['a guest that does not answer', { kind: 'image' }, {}, { kind: 'unknown', reason: 'the guest did not report it' }],
  [
    'a guest that wants to steer the terminal',
    { kind: 'hostname', hostname: 'web' },
    { 'host name': [0, '\u001b]0;x\u0007\u001b[2Jevil\n'] },
    differs('it is evil'),
  ],
] as const satisfies readonly (readonly [string, GuestExpectation, Parameters<typeof checkedReport>[1], object])[])(
  '%s',
  (_, expectation, answers, expected) => expect(checkedReport(expectation, answers)).toEqual(expected),
);

test('a real sealed machine is what it was built to be', () => {
  const printed = referenceLines<{ readonly name: string; readonly value: unknown }>('bootc/guest');
  const status = JSON.stringify(printed.find(({ name }) => name === 'bootc-status')?.value);
  const image = 'localhost/debian-bootc:sealed';
  expect(checkedReport({ kind: 'image', image }, { bootc: [0, status] })).toEqual(met);
  expect(checkedReport({ kind: 'image', image: 'other' }, { bootc: [0, status] })).toEqual(differs(`it is ${image}`));
});

describe('the script', () => {
  const runner = hostRunner(process.env);
  const folder = join(home, "it's $HOME");
  const path = join(folder, 'a file');
  mkdirSync(folder);
  writeFileSync(path, 'text\n');
  chmodSync(path, 0o640);
  const expectations: readonly GuestExpectation[] = [
    { kind: 'user', name: 'root', uid: 0, home: '/root' },
    { kind: 'user', name: 'nobody; echo' },
    { kind: 'file', path, mode: '0640', sha256: 'a3ae1cb5be6cd4ea3b5ca5fbf4f3ac3b1fa0cfd3e16ee5f2d0ff9a6bb6fd2b6b' },
    { kind: 'directory', path: folder },
    { kind: 'directory', path: join(folder, 'none') },
    { kind: 'mount', path: '/proc', fileSystem: 'proc' },
  ];

  test('reports on the system that it runs in, whatever names contain', async () => {
    const checks = guestChecks(expectations);
    const { stdout } = requireSuccess(await runner.run(['sh', '-c', guestScript(checks)]));
    const outcomes = checkGuest(expectations, parseGuestReport(stdout.bytes, checks)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual([
      met,
      differs('the user does not exist'),
      differs('its content differs'),
      met,
      differs('it does not exist'),
      met,
    ]);
  });
});

test('skips an answer that is not base64, and takes the next one', () => {
  const checks = guestChecks([{ kind: 'hostname', hostname: 'web' }]);
  const lines = [reportBegin, '{"check":0,"output":"d2Vi="}', '{"check":0,"output":"d2ViCjA="}', reportEnd, ''];
  expect(parseGuestReport(Buffer.from(lines.join('\n')), checks)).toEqual(
    new Map([['host name', { code: 0, output: 'web' }]]),
  );
});

test('a report that is not whole is a fault that says what it needs', () => {
  expect(() => parseGuestReport(Buffer.from(`${reportBegin}\n`), [])).toThrow(
    expect.objectContaining({ code: 'boot/guest-report', hint: expect.stringContaining('systemd 256') }),
  );
});

test('checks a report with any bytes', () => {
  const expectations: readonly GuestExpectation[] = [
    user,
    file,
    { kind: 'mount', path: '/' },
    { kind: 'image' },
    { kind: 'composefs', verified: true },
  ];
  const checks = guestChecks(expectations);
  const line = fc
    .tuple(fc.nat(checks.length), fc.oneof(fc.string(), fc.json(), fc.constant(mounts(root))))
    .map(([check, text]) => JSON.stringify({ check, output: Buffer.from(`${text}\n0`).toString('base64') }));
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string())), (lines) => {
      const report = parseGuestReport(Buffer.from([reportBegin, ...lines, reportEnd, ''].join('\n')), checks);
      expect(checkGuest(expectations, report)).toHaveLength(expectations.length);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
  );
});

test.each([
  [user, 'user admin'],
  [{ kind: 'mount', path: '/var', fileSystem: 'xfs', minimumSize: GiB(2) }, 'xfs /var of 2 GiB'],
  [{ kind: 'composefs', verified: true }, 'verified composefs root'],
] as const)('renders %j as %j', (expectation, text) => expect(renderGuestExpectation(expectation)).toBe(text));

test('documents of findings have no hashes of passwords', () => {
  const expectation: GuestExpectation = { kind: 'user', name: 'a', password: { kind: 'hash', hash: '$6$a$b' } };
  const [found = {}] = encodeFindings([{ expectation, outcome: { kind: 'met' } }]);
  expect(Object.values(found)).toEqual([{ kind: 'user', name: 'a', password: 'hash' }, { kind: 'met' }]);
});
