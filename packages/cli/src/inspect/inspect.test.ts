import { join } from 'node:path';
import { parseContainerInfo } from '@bootwright/container-facts';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { captured } from '../captured.ts';

const directory = join(import.meta.dirname, '../../../../test-data/containers');
const sealed = ['inspect', 'dir:sealed', '--arch', 'x86_64'];
const traditional = ['inspect', '--root', 'traditional', '--arch', 'x86_64'];

describe('as text', () => {
  test('a sealed container', async () => {
    const { status, stdout, stderr } = await captured([...sealed, '--ref', 'registry.example.com/web:1'], {
      directory,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatchSnapshot();
  });

  test('a traditional one', async () => {
    expect((await captured(traditional, { directory })).stdout).toMatchSnapshot();
  });
});

describe('for machines', () => {
  test('JSON can be put into a request', async () => {
    const { stdout } = await captured([...sealed, '--format', 'json'], { directory });
    expect(parseContainerInfo(JSON.parse(stdout).container).info).toMatchObject({
      architecture: 'x86_64',
      defaultRootFs: 'ext4',
      unifiedKernel: true,
      bootloader: 'systemd',
      os: { release: { id: 'harbour', versionId: '1', name: 'Harbour Linux' }, selinuxPolicy: 'targeted' },
    });
  });

  test('YAML says the same, and --json alone means JSON', async () => {
    const json = (await captured([...sealed, '--format', 'json'], { directory })).stdout;
    expect(parse((await captured([...sealed, '--format', 'yaml'], { directory })).stdout)).toEqual(JSON.parse(json));
    expect((await captured([...sealed, '--json'], { directory })).stdout).toBe(json);
  });
});

test.each<[string, readonly string[], number, string]>([
  ['no directory', ['inspect'], 2, 'no container given: expected REF or --root DIR'],
  ['a missing directory', ['inspect', '--root', '/no/such'], 3, 'no such file or directory: /no/such'],
  ['an unknown format', [...sealed, '--format', 'xml'], 2, '--format: "xml" is not one of text, json, yaml'],
])('%s', async (_name, argv, expected, message) => {
  const { status, stderr } = await captured(argv);
  expect(status).toBe(expected);
  expect(stderr.startsWith(`error: ${message}`)).toBe(true);
});
