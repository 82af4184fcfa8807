import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundle } from '../../../../tools/bundle.mjs';
import { needs, program } from '../../../../tools/probes.mjs';

// The script of the GitHub action, run as a runner would.
const workspace = join(import.meta.dirname, '../../../..');
const action = parse(readFileSync(join(workspace, '.github/actions/golden-check/action.yml'), 'utf8'));
const step = action.runs.steps[0];
const home = mkdtempSync(join(tmpdir(), 'bootwright-action-'));
const command = join(home, 'bootwright.mjs');

/** The command from a folder of a test: its words are separated by blanks, which paths of this machine may have. */
const words = ['node', '../bootwright.mjs'];

afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Cases and their goldens, which each test gets a copy of. */
const made = join(home, 'made');
let directory = made;
beforeAll(async () => {
  await bundle(command);
  mkdirSync(join(made, 'cases'), { recursive: true });
  writeCase('');
  bootwright('golden', 'add', '--cases', 'cases', '--goldens', 'goldens');
});
let count = 0;
beforeEach(() => {
  directory = join(home, String(++count));
  cpSync(made, directory, { recursive: true });
});

function bootwright(...argv: readonly string[]) {
  return spawnSync(process.execPath, [command, ...argv], { cwd: directory, encoding: 'utf8' });
}

const checkArguments = ['golden', 'check', '--goldens=goldens', '--reporter=json', '--cases=cases'];

/** Runs the step with a stand-in for the command, and returns the arguments of its first call. */
function firstArguments(inputs: Readonly<Record<string, string>>): readonly string[] {
  const file = join(directory, 'calls.jsonl');
  const script = `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(file)}, JSON.stringify(process.argv.slice(2)) + '\\n');`;
  writeFileSync(join(directory, 'stand-in.mjs'), script);
  expect(run({ command: 'node stand-in.mjs', ...inputs }).status).toBe(0);
  return JSON.parse(readFileSync(file, 'utf8').split('\n')[0] ?? '');
}

function writeCase(append: string): void {
  const container = {
    imgref: 'registry.example.com/harbour/web:1',
    arch: 'x86_64',
    default_root_fs: 'ext4',
    size: 2_500_000_000,
    os_info: { os_release: { id: 'harbour', version_id: '7', name: 'Harbour' }, selinux_policy: 'targeted' },
  };
  const blueprint = { customizations: { kernel: { append } } };
  for (const name of ['one', 'two']) {
    writeFileSync(join(directory, `cases/${name}.json`), JSON.stringify({ container, image_type: 'raw', blueprint }));
  }
}

/** Runs the step with inputs by name; the others are as the action has them by default. */
function run(inputs: Readonly<Record<string, string>>) {
  const given: Readonly<Record<string, string>> = {
    command: words.join(' '),
    cases: 'cases',
    goldens: 'goldens',
    ...inputs,
  };
  const values = Object.entries(step.env).map(([variable, text]) => {
    if (variable === 'ACTION_PATH') return [variable, join(workspace, '.github/actions/golden-check')];
    const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(String(text))?.[1] ?? '';
    return [variable, given[input] ?? action.inputs[input].default];
  });
  const files = { GITHUB_OUTPUT: join(directory, 'output'), GITHUB_STEP_SUMMARY: join(directory, 'summary.md') };
  writeFileSync(files.GITHUB_OUTPUT, '');
  const env = { PATH: process.env.PATH, RUNNER_TEMP: '.', ...files, ...Object.fromEntries(values) };
  const result = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step.run], { cwd: directory, env, encoding: 'utf8' });
  const lines = readFileSync(files.GITHUB_OUTPUT, 'utf8').trimEnd().split('\n');
  const outputs = Object.fromEntries(lines.map((line) => line.split('=')));
  return { ...result, outputs };
}

const bash = needs(program('bash'));
describe.skipIf(bash.missing)(`the step of the action${bash.note}`, () => {
  test('without a change the verdict is 0, and the summary says so', () => {
    const { status, stdout, outputs } = run({});
    expect(status).toBe(0);
    expect(outputs.status).toBe('0');
    expect(stdout).toBe('::notice title=Golden manifests::2 cases: 2 as their goldens say\n');
    expect(readFileSync(join(directory, 'summary.md'), 'utf8')).toContain('### ✅ Golden manifests');
  });

  test('with one the verdict is 4, with annotations, a summary and a page', () => {
    writeCase('quiet');
    const { status, stdout, outputs } = run({ patterns: 'one t*' });
    expect(status).toBe(0);
    expect(outputs.status).toBe('4');
    expect(stdout).toContain('::error file=goldens/one.json,title=Manifests changed%3A 2 of 2 cases::');
    expect(readFileSync(join(directory, 'summary.md'), 'utf8')).toContain('kernel argument quiet added');
    expect(readFileSync(join(directory, outputs.page), 'utf8')).toContain('<!doctype html>');
  });

  test('reports of shards are joined', () => {
    writeCase('quiet');
    const [one, two] = ['1/2', '2/2'].map((shard) => run({ shard }).outputs.report);
    const { stdout, outputs } = run({ reports: `${one} ${two}` });
    expect(outputs.status).toBe('4');
    expect(stdout).toContain('2 of 2 cases');
  });

  test('the program of the configuration is run where the input asks for it', () => {
    writeFileSync(
      join(directory, 'generate.mjs'),
      "import { writeFileSync } from 'node:fs'; writeFileSync(process.argv[2] + '/made.json', '{}');",
    );
    bootwright('golden', 'init', '--generate', 'node generate.mjs {dir}', '--goldens', 'made', '--checksums');
    const inputs = { cases: '', goldens: '' };
    const unasked = run(inputs);
    expect(unasked.status).toBe(2);
    expect(unasked.stderr).toContain('bootwright.json names a program that writes the manifests');
    expect(run({ ...inputs, 'run-generator': 'true' }).stdout).toContain('1 case: 0 as their goldens say, 1 without a');
    bootwright('golden', 'add', '--run-generator');
    renameSync(join(directory, 'made/manifests.tar.gz'), join(directory, 'kept.tar.gz'));
    const archive = { ...inputs, generate: 'node generate.mjs {dir}', archive: 'kept.tar.gz' };
    expect(run(archive).stdout).toBe('::notice title=Golden manifests::1 case: 1 as their goldens say\n');
  });

  test('where the check cannot be done, the step fails and says why', () => {
    const { status, stdout, stderr } = run({ cases: 'nowhere' });
    expect(status).toBe(3);
    expect(stdout).toContain('::error title=Golden manifests::the check could not be done');
    expect(stderr).toContain('nowhere');
  });

  test('text of an input is never run', () => {
    run({ patterns: '$(touch pwned) `touch pwned` ; touch pwned', shard: '1/1; touch pwned' });
    expect(existsSync(join(directory, 'pwned'))).toBe(false);
  });
});

describe('an input of several lines is read to its end', () => {
  test.each(['one\ntwo', 'one\r\ntwo\r\n', '\n  one\n\n  two', 'one\ttwo', ' one two '])(
    'patterns %j are both given to the command',
    (patterns) => {
      expect(firstArguments({ patterns })).toEqual([...checkArguments, '--', 'one', 'two']);
    },
  );

  test('a case that only the second line of patterns names is found to be changed', () => {
    writeCase('quiet');
    bootwright('golden', 'update', 'one', '--cases', 'cases', '--goldens', 'goldens');
    expect(run({ patterns: 'one\ntwo\n' }).outputs.status).toBe('4');
  });

  test('all reports are joined', () => {
    writeCase('quiet');
    const [one, two] = ['1/2', '2/2'].map((shard) => run({ shard }).outputs.report);
    expect(run({ reports: `${one}\n${two}\n` }).stdout).toContain('2 of 2 cases');
  });

  test('the words of the command may have lines of their own', () => {
    expect(run({ command: `${words.join('\n')}\n` }).outputs.status).toBe('0');
  });
});

describe('no input is an option', () => {
  const snapshot = () =>
    readdirSync(join(directory, 'goldens')).map((name) => readFileSync(join(directory, 'goldens', name), 'utf8'));

  test.each<[string, Readonly<Record<string, string>>]>([
    ['patterns', { patterns: '--policy=all' }],
    ['patterns behind others', { patterns: 'one\n--policy all' }],
    ['patterns with the end of options', { patterns: '-- --policy=all' }],
    ['reports', { reports: '--policy=all' }],
    ['cases', { cases: '--policy=all' }],
    ['profile', { profile: '--policy=all' }],
    ['against', { against: '--policy=all' }],
    ['shard', { shard: '--policy=all' }],
  ])('%s that look like one do not rewrite goldens, and the step fails', (_, inputs) => {
    writeCase('quiet');
    const before = snapshot();
    expect(run(inputs).status).not.toBe(0);
    expect(snapshot()).toEqual(before);
    expect(readdirSync(directory).sort()).toEqual(expect.arrayContaining(['cases', 'goldens']));
  });

  test('a folder whose name begins with a dash is one', () => {
    renameSync(join(directory, 'goldens'), join(directory, '--goldens'));
    expect(run({ goldens: '--goldens' }).outputs.status).toBe('0');
  });
});

test('a pattern that no case has fails the step, and the log names it', () => {
  const { status, stderr } = run({ patterns: 'three' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('[usage/pattern]');
});

test('an empty command is an error, not a success', () => {
  expect(run({ command: ' \n' })).toMatchObject({ status: 2, stdout: expect.stringContaining('::error') });
});

test.each(['*', '$(touch pwned)', '`touch pwned`', '; touch pwned', '"', "'", '\\'])(
  'a pattern %j reaches the command as it is',
  (patterns) => {
    expect(firstArguments({ patterns })).toEqual([...checkArguments, '--', ...patterns.split(' ')]);
    expect(existsSync(join(directory, 'pwned'))).toBe(false);
  },
);
