import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { captured } from '../captured.ts';

const home = mkdtempSync(join(tmpdir(), 'bootwright-golden-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const container = {
  imgref: 'registry.example.com/harbour/web:1',
  size: 2_500_000_000,
  os_info: {
    os_release: { id: 'harbour', version_id: '7', name: 'Harbour' },
    uefi_vendor: 'harbour',
    selinux_policy: 'targeted',
  },
};
const matrix = {
  containers: { sealed: { ...container, unified_kernel: true, bootloader: 'systemd' }, plain: container },
  twins: { sealed: 'plain' },
  architectures: ['x86_64'],
  file_systems: ['ext4', 'xfs'],
  types: ['raw', 'qcow2'],
  seed: 1,
};

let directory = '';
let count = 0;
beforeEach(async () => {
  directory = join(home, String(++count));
  mkdirSync(join(directory, 'test-data/cases'), { recursive: true });
  writeCases({});
  await golden('add');
});

function writeCases(blueprint: object, more: object = {}): void {
  const value = { matrix: { ...matrix, blueprints: { web: blueprint }, ...more } };
  writeFileSync(join(directory, 'test-data/cases/disks.json'), JSON.stringify(value));
}

const quiet = { customizations: { kernel: { append: 'quiet' } } };
const file = (path: string) => readFileSync(join(directory, path), 'utf8');
const golden = (...argv: string[]) => captured(['golden', ...argv], { directory });
const answering = (stdin: string) => captured(['golden', 'review'], { directory, stdin, terminal: true });

test('a folder without goldens gets them by add, and then its check passes', async () => {
  expect(await golden('check')).toEqual({ status: 0, stdout: '8 cases: 8 as their goldens say\n', stderr: '' });
});

test('a change is reported once for all cases that have it', async () => {
  writeCases(quiet);
  const { status, stdout } = await golden('check');
  expect(status).toBe(4);
  expect(stdout).toContain(`4 of 8 cases changed
  disks/web/{x86_64-ext4,x86_64-xfs}/plain-reference/{raw,qcow2}
  - image › bootc.install-to-filesystem: kernel argument quiet added
`);
  expect(stdout).toContain('notice: sealed/kernel-arguments');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('8 cases: 0 as their goldens say, 8 changed');
});

test('update accepts what a pattern names, and leaves the rest', async () => {
  writeCases(quiet);
  const updated = await golden('update', 'disks/web/x86_64-ext4/plain-reference');
  expect(updated.status).toBe(0);
  expect(updated.stderr).toContain('2 goldens updated in test-data/golden');
  expect((await golden('check')).stdout).toContain('8 cases: 2 as their goldens say, 6 changed');
});

/** What a run says on standard error as JSON, by code. */
const said = async (...argv: string[]) => {
  const lines = (await golden(...argv, '--json')).stderr.trim().split('\n');
  return Object.fromEntries(
    lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
      .map(({ code, message }) => [code, message]),
  );
};

test('what was written, and what was not, is said with a code', async () => {
  expect(await said('pairs')).toEqual({
    'golden/pairs-changed': 'there is no test-data/golden/pairs.txt; --policy new writes it',
  });
  expect(await said('pairs', '--policy', 'new')).toEqual({
    'golden/pairs-written': 'test-data/golden/pairs.txt written',
  });
  writeCases(quiet);
  expect(await said('pairs')).toEqual({
    'golden/pairs-changed': expect.stringContaining('what sealing changes is not what test-data/golden/pairs.txt says'),
  });
  expect(await said('update')).toMatchObject({
    'golden/updated': expect.stringMatching(/^8 goldens updated in test-data\/golden: /),
  });
});

test('add leaves what changed, and a pattern that names nothing is a fault', async () => {
  writeCases(quiet);
  expect((await golden('add')).status).toBe(4);
  expect((await golden('check')).stdout).toContain('8 changed');
  expect((await golden('check', 'disk')).stderr).toContain('no case of test-data/cases matches disk');
});

test('goldens without a case and files without a golden fail, until an update removes them', async () => {
  writeCases({}, { types: ['raw'] });
  writeFileSync(join(directory, 'test-data/golden/disks/left.json'), '{}');
  const { status, stdout } = await golden('check');
  expect(status).toBe(4);
  expect(stdout).toContain(
    '4 goldens stale\n  disks/web/{x86_64-ext4,x86_64-xfs}/{sealed-reference,plain-reference}/qcow2',
  );
  expect(stdout).toContain('4 cases: 4 as their goldens say; 4 stale goldens; 1 file that no golden refers to');
  expect((await golden('update')).status).toBe(0);
  expect(existsSync(join(directory, 'test-data/golden/disks/left.json'))).toBe(false);
  expect((await golden('check')).status).toBe(0);
});

test.each([
  [['list', '--html', 'x.html'], '"golden list" does not take --html'],
  [['update', '--against', 'HEAD'], '"golden update" does not take --against'],
  [['merge', 'x.json', '--shard', '1/2'], '"golden merge" does not take --shard'],
])('an option that would be ignored is rejected: %j', async (argv, message) => {
  const { status, stderr } = await golden(...argv);
  expect([status, stderr.split('\n')[0]]).toEqual([2, `error: ${message} [usage/options]`]);
});

describe('review', () => {
  test('accepts what is answered with y, at the end', async () => {
    writeCases(quiet);
    const { status, stdout } = await answering('y\nmaybe\nn\n');
    expect(status).toBe(4);
    expect(stdout).toContain('4 of 8 cases changed (1 of 2)');
    expect(stdout).toContain('4 goldens updated, 1 of 2 changes left as they are.');
    expect((await golden('check')).stdout).toContain('8 cases: 4 as their goldens say, 4 changed');
  });

  test('accepts all that is left with a, and says what can be answered', async () => {
    writeCases(quiet);
    const { status, stdout } = await answering('?\na\n');
    expect(status).toBe(0);
    expect(stdout).toContain('  a  accept this and all that follow\n');
    expect(stdout).toContain('8 goldens updated, 0 of 2 changes left as they are.');
    expect((await golden('check')).status).toBe(0);
  });

  test('ends with q, and where nobody answers any more', async () => {
    writeCases(quiet);
    expect((await answering('q\n')).stdout).toContain('0 goldens updated');
    expect((await answering('')).stdout).toContain('0 goldens updated');
  });

  test('has nothing to ask where nothing changed, and asks nobody but a person', async () => {
    expect((await answering('')).stdout).toBe('Every case is as its golden says.\n');
    expect(await golden('review')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is nobody at a terminal [usage/terminal]'),
    });
  });
});

describe('reporters', () => {
  test.each([
    ['markdown', '### ❌ Golden manifests\n\n8 cases: 0 as their goldens say, 8 changed\n'],
    ['junit', '<testsuites name="golden" tests="8" failures="8" errors="0">'],
    ['github', '::error file=test-data/golden/disks/web/x86_64-ext4/'],
    ['json', '"changed": 8'],
  ])('%s', async (reporter, text) => {
    writeCases(quiet);
    const { status, stdout } = await golden('check', '--reporter', reporter);
    expect(status).toBe(4);
    expect(stdout).toContain(text);
  });

  test('pairs --html draws what sealing changes, with the reasons of the boot plan', async () => {
    await golden('pairs', '--html', 'pairs.html');
    const page = file('pairs.html');
    expect(page).toContain('<p class="summary">4 cases and their unsealed twins, in ');
    expect(page).toContain('<span class="reason">the command line of a sealed container is part of its signed');
  });

  test('--html writes one page, with a section for each group of equal changes', async () => {
    writeCases(quiet);
    await golden('check', '--html', 'changes.html');
    const page = file('changes.html');
    expect(page).toContain(
      '<p class="summary">8 cases: 0 as their goldens say, 8 changed, in 2 groups of equal changes.',
    );
    expect(page).toContain('<h2>4 of 8 cases: image › bootc.install-to-filesystem: kernel argument quiet added</h2>');
    expect(page).toContain('<li>disks/web/{x86_64-ext4,x86_64-xfs}/plain-reference/{raw,qcow2}</li>');
  });

  test('shards together are the whole, which merge reports', async () => {
    writeCases(quiet);
    for (const part of ['1', '2', '3']) {
      const { stdout } = await golden('check', '--shard', `${part}/3`, '--reporter', 'json');
      writeFileSync(join(directory, `${part}.json`), stdout);
    }
    const merged = await golden('merge', '1.json', '2.json', '3.json');
    expect(merged.status).toBe(4);
    expect(merged.stdout).toContain('8 cases: 0 as their goldens say, 8 changed');
    expect(merged.stdout).toContain('4 of 8 cases changed');
  });
});

test('list names the cases and the files that they share', async () => {
  const { stdout } = await golden('list', '**/plain-reference');
  expect(stdout.split('\n')[1]).toBe(
    'disks/web/x86_64-ext4/plain-reference/qcow2  disks/web/x86_64-ext4/plain-reference/raw.json',
  );
});

test('pairs says what sealing changes, and its golden is checked', async () => {
  const written = await golden('pairs', '--policy', 'new');
  expect(written.stdout).toContain('composefs added: true');
  expect(written.status).toBe(0);
  expect(file('test-data/golden/pairs.txt')).toBe(written.stdout);
  writeCases(quiet);
  expect((await golden('pairs')).status).toBe(4);
  expect((await golden('check')).stdout).not.toContain('pairs.txt');
});

const git = needs(program('git'));
test.skipIf(git.missing)(`--against compares with the goldens of a git revision${git.note}`, async () => {
  const run = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...argv], { cwd: directory });
  run('init', '-q');
  run('add', '.');
  run('commit', '-q', '-m', 'goldens');
  writeCases(quiet);
  await golden('update');
  expect((await golden('check')).status).toBe(0);
  const against = await golden('check', '--against', 'HEAD');
  expect(against.status).toBe(4);
  expect(against.stdout).toContain('8 changed');
  expect((await golden('check', '--against', 'nowhere')).stderr).toContain('git has no goldens of "nowhere"');
});

describe('compare', () => {
  const program = (text: string) => {
    writeFileSync(join(directory, 'other.mjs'), text);
    return `'${process.execPath}' '${join(directory, 'other.mjs')}' {request} {out}`;
  };

  test('tells what another program makes of the cases', async () => {
    const source = `
      import { readFileSync, writeFileSync } from 'node:fs';
      const [request, out] = process.argv.slice(2);
      const { name } = JSON.parse(readFileSync(request, 'utf8'));
      if (name.includes('sealed')) { console.error('cannot do that'); process.exit(1); }
      writeFileSync(out, readFileSync(${JSON.stringify(directory)} + '/test-data/golden/' + name.replace('qcow2', 'raw') + '.json'));
    `;
    const { status, stdout } = await golden('compare', '--reference', program(source));
    expect(status).toBe(4);
    expect(stdout).toContain('- outcome: "fault" → "manifest"\n  - fault gone: exit/1: cannot do that');
    expect(stdout).toContain('8 cases: 4 as the other program has them, 4 different');
  });

  test.each([
    ['no program', [], '"golden compare" needs --reference'],
    ['a command without {request}', ['--reference', 'cat'], 'does not name {request}'],
    ['an open quote', ['--reference', "cat '{request}"], 'has an open quote'],
    [
      'a program that gives no JSON',
      ['--reference', 'echo {request}'],
      /the other program gave no JSON for .*\[golden\/reference\]/s,
    ],
    ['a missing program', ['--reference', 'no-such-program {request}'], 'no-such-program'],
  ])('%s is a fault', async (_name, argv, message) => {
    const { status, stderr } = await golden('compare', ...argv);
    expect(status).toBeGreaterThan(1);
    expect(stderr).toMatch(message);
  });
});

test.each([
  ['an unknown action', ['chek'], 'did you mean "golden check"?'],
  ['a shard beyond the last', ['check', '--shard', '5/4'], '--shard: expected K/N with K from 1 to N, got "5/4"'],
  ['an update of a revision', ['check', '--policy', 'all', '--against', 'HEAD'], 'cannot be updated'],
  ['nothing to merge', ['merge'], 'missing the reports to merge'],
  ['a missing folder', ['check', '--cases', 'nowhere'], 'nowhere'],
])('%s is a fault', async (_name, argv, message) => {
  const { status, stderr } = await golden(...argv);
  expect(status).toBeGreaterThan(1);
  expect(stderr).toContain(message);
});

describe('options without an effect', () => {
  test('--checksums of a check is a fault, and --archive next to whole goldens is reported', async () => {
    expect((await golden('check', '--checksums')).stderr).toContain('--checksums has no effect on a check');
    writeFileSync(join(directory, 'x.tar.gz'), '');
    const { status, stderr } = await golden('check', '--archive', 'x.tar.gz');
    expect(status).toBe(0);
    expect(stderr).toContain('--archive is ignored: test-data/golden has whole goldens [golden/archive-unused]');
  });
});

test('a review names cases at fault, and asks nothing of them', async () => {
  writeFileSync(join(directory, 'test-data/cases/wrong.json'), '{}');
  const { status, stdout } = await answering('');
  expect(status).toBe(4);
  expect(stdout).toBe('1 case at fault, with nothing to accept:\n  wrong\n');
});
