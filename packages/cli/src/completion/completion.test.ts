import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { flagOf } from '../arguments/option.ts';
import { captured } from '../captured.ts';
import { commands } from '../commands.ts';

const directory = mkdtempSync(join(tmpdir(), 'bootwright-completion-'));
afterAll(() => rmSync(directory, { recursive: true }));

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
    ['a directory', ['manifest', '--root', 'docum'], ['documents']],
    ['a file', ['validate', 'host.'], ['host.ts']],
    ['a file for the short option', ['manifest', '-o', 'host.'], ['host.ts']],
    ['a schema', ['schema', 'd'], ['disk.yaml']],
    ['a command to get help for', ['help', 'lis'], ['list']],
    ['a value behind an equals sign', ['manifest', '--profile', '=', 're'], ['reference', 'recommended']],
    ['an empty value behind an equals sign', ['manifest', '--tls-verify', '='], ['true', 'false']],
    ['an operand behind an option that needs no value', ['describe', '--tls-verify', 'q'], ['qcow2']],
    ['an operand behind the value of an option', ['describe', '--profile', 'reference', 'q'], ['qcow2']],
    ['an operand behind a value with an equals sign', ['describe', '--profile', '=', 'reference', 'q'], ['qcow2']],
    ['the second operand', ['golden', 'merge', 'host.'], ['host.ts']],
    ['the third operand of several', ['golden', 'merge', '1.json', 'host.'], ['host.ts']],
    ['nothing behind the last operand', ['schema', 'request', 'd'], []],
    ['nothing behind the command of help', ['help', 'list', 'li'], []],
    ['free text has no offers', ['manifest', '--ref', 'a'], []],
    ['an unknown command has no offers', ['frobnicate', ''], []],
  ])('%s', async (_name, words, expected) => {
    expect(await completed(...words)).toEqual(expected);
  });

  test('all commands are offered', async () => {
    expect(await completed('')).toEqual(['help', ...commands.map(({ name }) => name), '--help', '--version']);
  });
});

/** A line, and what fish offers to complete it with in the folder of these sources. */
const offeredByFish: readonly (readonly [string, readonly string[]])[] = [
  ['bootwright man', ['manifest']],
  ['bootwright help lis', ['list']],
  ['bootwright --v', ['--version']],
  ['bootwright manifest --profile ', ['recommended', 'reference']],
  ['bootwright manifest --tls-verify=', ['--tls-verify=false', '--tls-verify=true']],
  ['bootwright manifest --ref ', []],
  ['bootwright manifest -o host.', ['host.ts']],
  ['bootwright manifest --root docum', ['documents/']],
  ['bootwright describe v', ['vhd', 'vmdk', 'vsphere-ova']],
  ['bootwright describe qcow2 host.', ['host.ts']],
  ['bootwright golden me', ['merge']],
  ['bootwright golden merge host.', ['host.ts']],
];

const fish = needs(program('fish'));
test.skipIf(fish.missing)(`fish completes commands, options, values and files${fish.note}`, async () => {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const { stdout: script } = await captured(['completion', 'fish']);
  for (const [line, expected] of offeredByFish) {
    const argv = ['--no-config', '-c', `${script}\ncomplete -C '${line}'`];
    const output = execFileSync('fish', argv, { encoding: 'utf8', cwd });
    const offers = output.split('\n').flatMap((offer) => (offer === '' ? [] : (offer.split('\t')[0] ?? '')));
    expect(offers, line).toEqual(expected);
  }
});

describe.each(['bash', 'zsh', 'fish'])('the script for %s', (shell) => {
  const shellProgram = needs(program(shell));
  test.skipIf(shellProgram.missing)(`is one that the shell reads${shellProgram.note}`, async () => {
    const { stdout } = await captured(['completion', shell]);
    const file = join(directory, shell);
    writeFileSync(file, stdout);
    expect(execFileSync(shell, ['-n', file], { encoding: 'utf8' })).toBe('');
  });

  test('has every option of every command with its alias and all its words', async () => {
    const { stdout } = await captured(['completion', shell]);
    const missing = commands.flatMap(({ name, options }) => {
      const lines = linesOf(stdout, name, shell);
      return Object.entries(options).flatMap(([key, option]) => {
        const names = spellingsFor(shell, [flagOf(key), ...(option.alias === undefined ? [] : [option.alias])]);
        const words = option.kind !== 'switch' && typeof option.completes === 'object' ? option.completes.words : [];
        const own = lines.filter((line) => names.every((one) => new RegExp(`${one}(?![\\w-])`).test(line)));
        return own.some((line) => words.every((word) => line.includes(word))) ? [] : [`${name} ${flagOf(key)}`];
      });
    });
    expect(missing).toEqual([]);
  });
});

/** Fish names flags without their dashes. */
function spellingsFor(shell: string, flags: readonly string[]): readonly string[] {
  if (shell !== 'fish') return flags;
  return flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
}

/** The lines of a script that are about a command. */
function linesOf(script: string, command: string, shell: string): readonly string[] {
  const lines = script.split('\n');
  if (shell === 'fish') return lines.filter((line) => line.includes(`__fish_seen_subcommand_from ${command}'`));
  if (shell === 'zsh') return lines.filter((line) => line.includes(`${command}) _arguments`));
  const start = lines.indexOf(`    ${command})`);
  return lines.slice(start, lines.indexOf('      ;;', start));
}

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
  expect(stderr).toContain('use bash, zsh or fish');
});
