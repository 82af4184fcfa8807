import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { captured } from '../captured.ts';
import { commands } from '../commands/index.ts';

/** What bash offers after these words, the last of which is being typed. */
async function completed(...words: readonly string[]): Promise<readonly string[]> {
  const { stdout: script } = await captured(['completion', 'bash']);
  const probe = [
    script,
    `COMP_WORDS=(${['bootwright', ...words].map((word) => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length}`,
    '_bootwright',
    `printf '%s\\n' "\${COMPREPLY[@]}"`,
  ].join('\n');
  const cwd = new URL('..', import.meta.url);
  const output = execFileSync('bash', ['--norc', '-c', probe], { encoding: 'utf8', cwd });
  return output.split('\n').filter((word) => word !== '');
}

const bash = needs(program('bash'));
describe.skipIf(bash.missing)(`bash${bash.note}`, () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['the beginning of a command', ['man'], ['manifest']],
    ['a long option', ['manifest', '--blue'], ['--blueprint']],
    ['the values of an option', ['manifest', '--profile', 're'], ['reference', 'recommended']],
    ['an image type as value', ['manifest', '--type', 'qc'], ['qcow2']],
    ['an image type as operand', ['describe', 'v'], ['vmdk', 'vhd', 'vsphere-ova']],
    ['a directory', ['manifest', '--root', 'comm'], ['commands']],
    ['a file', ['validate', 'host.'], ['host.ts']],
    ['a file for the short option', ['manifest', '-o', 'host.'], ['host.ts']],
    ['a schema', ['schema', 'd'], ['disk.yaml']],
    ['a command to get help for', ['help', 'li'], ['list']],
    ['free text has no offers', ['manifest', '--ref', 'a'], []],
    ['an unknown command has no offers', ['frobnicate', ''], []],
  ])('%s', async (_name, words, expected) => {
    expect(await completed(...words)).toEqual(expected);
  });

  test('all commands are offered', async () => {
    expect(await completed('')).toEqual(['help', ...commands.map(({ name }) => name), '--help', '--version']);
  });
});

test.each(['zsh', 'fish'])('%s names every command and every option', async (shell) => {
  const { status, stdout } = await captured(['completion', shell]);
  expect(status).toBe(0);
  for (const { name } of commands) expect(stdout).toContain(name);
  expect(stdout).toContain('bootc-no-default-kernel-args');
  expect(stdout).toMatchSnapshot();
});

test('an unknown shell is wrong usage', async () => {
  const { status, stderr } = await captured(['completion', 'tcsh']);
  expect(status).toBe(2);
  expect(stderr).toContain('use one of bash, zsh, fish');
});
