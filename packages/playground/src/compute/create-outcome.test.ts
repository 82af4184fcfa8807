import { captured } from '@bootwright/cli';
import { describe, expect, test } from 'vitest';
import { examples, firstExample } from '../inputs/examples.ts';
import type { PlaygroundInput } from '../inputs/playground-input.ts';
import { createOutcome } from './create-outcome.ts';

const { input: usual } = firstExample;
const withTexts = (texts: Partial<PlaygroundInput['texts']>, more: Partial<PlaygroundInput> = {}): PlaygroundInput => ({
  ...usual,
  ...more,
  texts: { ...usual.texts, ...texts },
});
const places = async (input: PlaygroundInput) =>
  (await createOutcome(input)).findings.map(({ level, code, document, line, column }) =>
    [level, code, document, line, column].join(' '),
  );

describe('the command that is said to give the same bytes', () => {
  const made = examples.filter(({ name }) => !name.startsWith('Mistakes'));

  test.each([
    ...made.map(({ name, input }) => ({ name, input })),
    { name: 'another architecture and root', input: withTexts({}, { architecture: 'aarch64', rootFilesystem: 'xfs' }) },
    { name: 'recommended', input: withTexts({}, { profile: 'recommended' }) },
  ])('gives the manifest of the page: $name', async ({ input }) => {
    const { manifest, commands } = await createOutcome(input);
    const { sameBytes = '', request = '' } = commands ?? {};
    const [program, ...argv] = sameBytes.split(/\s+(?:\\\n\s*)?/);
    const { status, stdout } = await captured(
      argv.map((word) => (word === 'request.json' ? '-' : word)),
      { stdin: request },
    );
    expect([program, status, stdout]).toEqual(['bootwright', 0, manifest]);
  });
});

test('the command for the container is one that the command line takes', async () => {
  const input = withTexts(
    {},
    { architecture: 'aarch64', rootFilesystem: 'xfs', profile: 'recommended', deliver: 'addon' },
  );
  const { commands } = await createOutcome(input);
  const argv = (commands?.forContainer ?? '').replace(/\\\n/g, ' ').split(/\s+/).slice(1);
  // The container does not exist: all options were read before.
  const { stderr } = await captured(
    argv.map((word) => (word.startsWith('docker://') ? 'dir:/nowhere' : word === 'blueprint.toml' ? '-' : word)),
    { stdin: 'name = "web"\n' },
  );
  expect(stderr).toMatch(/^error: .*\/nowhere/);
});

test('faults of all texts are named at once, each at its line and column', async () => {
  const input = withTexts({
    blueprint: '[customizations]\nhostnam = "web1"\n',
    'disk.yaml': 'partition_table:\n  typ: gpt\n',
    container: '{\n  "imgref": 1\n}\n',
  });
  expect(await places(input)).toEqual([
    'fault blueprint/unknown-key blueprint 2 1',
    'fault disk/unknown-key disk.yaml 2 3',
    'fault container/type container 2 3',
  ]);
});

test('notices of the planner are at the line of what they are about', async () => {
  const input = withTexts({ blueprint: 'name = "web"\n\n[customizations]\nhostname = "web1"\n' });
  expect(await places(input)).toEqual(['notice blueprint/unsupported blueprint 4 1']);
});

test('what `inspect --format json` prints is taken as the facts that are in it', async () => {
  const container = JSON.stringify({ container: JSON.parse(usual.texts.container), bootc: {} });
  const [own, wrapped] = [await createOutcome(usual), await createOutcome(withTexts({ container }))];
  expect(wrapped.manifest).toBe(own.manifest);
});

test('the disk.yaml of the page takes the place of that of the container', async () => {
  const [first] = examples.filter(({ name }) => name === 'A disk.yaml');
  const yaml = first?.input.texts['disk.yaml'] ?? '';
  const facts = JSON.parse(usual.texts.container);
  const inFacts = JSON.stringify({ ...facts, os_info: { ...facts.os_info, disk_yaml: yaml } });
  const [own, other] = [withTexts({ 'disk.yaml': yaml }), withTexts({ container: inFacts })];
  expect((await createOutcome(own)).manifest).toBe((await createOutcome(other)).manifest);
});

test('the twin of an unsealed container is sealed, and says how each customization reaches it', async () => {
  const { image, twin } = await createOutcome(withTexts({}, { profile: 'recommended' }));
  expect({ own: image?.sealed, twin: twin?.sealed, assumed: twin?.assumed }).toEqual({
    own: false,
    twin: true,
    assumed: true,
  });
  expect(twin?.deliveries.map(({ what, by, line }) => [what, by, line])).toEqual([
    ['the user "admin"', 'state', 6],
    ['the file /etc/motd', 'state', 11],
    ['the kernel arguments "mitigations=auto"', 'addon', 4],
  ]);
});

const deep = (open: string, close: string): string => open.repeat(50_000) + close.repeat(50_000);

test.each([
  ['deep JSON', { container: deep('[', ']') }, 'request/json'],
  ['deep TOML', { blueprint: `a = ${deep('[', ']')}` }, 'blueprint/toml'],
  ['deep YAML', { 'disk.yaml': deep('[', ']') }, 'disk/yaml-nesting'],
  ['a key __proto__ in the facts', { container: '{"__proto__": {"arch": "x86_64"}}' }, 'container/unknown-key'],
  ['a key __proto__ in the blueprint', { blueprint: '{"__proto__": {"name": "x"}}' }, 'blueprint/unknown-key'],
  ['a key constructor in disk.yaml', { 'disk.yaml': 'constructor: 1\n' }, 'disk/unknown-key'],
  ['an empty container', { container: '' }, 'request/json'],
  ['facts that are a list', { container: '[]' }, 'container/type'],
])('%s gives a fault and no image', async (_name, texts, code) => {
  const { findings, image } = await createOutcome(withTexts(texts));
  expect(findings.map((one) => one.code)).toContain(code);
  expect(image).toBeUndefined();
});

test('a text beyond the limit of the page is rejected before it is read', async () => {
  await expect(createOutcome(withTexts({ blueprint: '#'.repeat(400_001) }))).rejects.toThrow(
    'blueprint has more than 400000 characters',
  );
});
