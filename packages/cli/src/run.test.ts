import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { captured } from './captured.ts';
import { commands } from './commands.ts';
import { version } from './version.ts';

describe('usage', () => {
  test('no arguments show the help on standard error', async () => {
    const { status, stdout, stderr } = await captured([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Usage: bootwright COMMAND [OPTIONS]');
  });

  test('--json reports a fault as one line of JSON', async () => {
    const { status, stderr } = await captured(['list', '--frobnicate', '--json']);
    expect(status).toBe(2);
    expect(JSON.parse(stderr)).toEqual({
      level: 'fault',
      code: 'usage/arguments',
      message: 'unknown option "--frobnicate"',
      hint: 'see "bootwright list --help"',
    });
  });
});

describe('help', () => {
  test('of the program names every command with its summary', async () => {
    const { status, stdout } = await captured(['--help']);
    expect(status).toBe(0);

    for (const { summary } of commands) expect(stdout.replace(/\s+/g, ' ')).toContain(summary);
  });

  test.each(commands.map((command) => [command.name, command] as const))('of %s', async (name, command) => {
    const { status, stdout, stderr } = await captured([name, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatchSnapshot();
    for (const { line } of command.examples) expect(stdout.replaceAll(/ \\\n +/g, ' ')).toContain(line);
  });

  test('is coloured only where colours are wanted', async () => {
    const plain = await captured(['list', '--help']);
    const coloured = await captured(['list', '--help'], { colour: true });
    expect(plain.stdout).not.toContain('\u001b[');
    expect(coloured.stdout).toContain('\u001b[');
  });
});

describe('version', () => {
  test('is that of the package', () => {
    const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(manifest).toMatchObject({ version });
  });

  test('--version prints one line', async () => {
    expect(await captured(['--version'])).toEqual({ status: 0, stdout: `bootwright ${version}\n`, stderr: '' });
  });

  test('version --json is for machines', async () => {
    const { stdout } = await captured(['version', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      bootwright: version,
      reference: 'osbuild/image-builder a1f35083b',
      node: process.version,
    });
  });
});
