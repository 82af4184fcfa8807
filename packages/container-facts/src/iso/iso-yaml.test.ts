import { Fault } from '@bootwright/core';
import { expect, test } from 'vitest';
import { parseIsoDefinition } from './iso-yaml.ts';

const origin = { document: 'iso.yaml', file: 'usr/lib/image-builder/bootc/iso.yaml' };

test.each([
  [
    'everything',
    'label: A\nkernel_args: [quiet, a=b]\ngrub2:\n  default: 0\n  timeout: 3\n  entries:\n    - {name: One, linux: /v, initrd: /i}\n',
    {
      label: 'A',
      kernelArguments: ['quiet', 'a=b'],
      grub2: { default: 0, timeout: 3, entries: [{ name: 'One', linux: '/v', initrd: '/i' }] },
    },
  ],
  ['a label of digits stays as written', 'label: 010\n', { label: '010' }],
  ['a fraction as its whole part', 'grub2: {default: 1.5, timeout: 10.9}\n', { grub2: { default: 1, timeout: 10 } }],
  ['a number in quotes with the tag of integers', 'grub2: {timeout: !!int "10"}\n', { grub2: { timeout: 10 } }],
  ['a number as YAML 1.1 has them', 'grub2: {default: 0x10, timeout: 1_0}\n', { grub2: { default: 16, timeout: 10 } }],
  [
    'keys that hold anchors, and merge keys',
    '.e: &e {name: A, linux: /l, initrd: /i}\nx: &x [a]\nkernel_args: *x\ngrub2:\n  entries: [{<<: *e, name: B}, *e]\n',
    {
      kernelArguments: ['a'],
      grub2: {
        entries: [
          { name: 'B', linux: '/l', initrd: '/i' },
          { name: 'A', linux: '/l', initrd: '/i' },
        ],
      },
    },
  ],
  ['keys without a value', 'label:\ngrub2: ~\nkernel_args: null\n', {}],
  ['a comment alone in a document', '---\n# nothing\n~\n', {}],
  [
    'an alias',
    'label: &x X\nkernel_args: [*x]\ngrub2:\n  entries: []\n',
    { kernelArguments: ['X'], label: 'X', grub2: { entries: [] } },
  ],
])('%s', (_, text, value) => {
  expect(parseIsoDefinition(text, origin)).toEqual(value);
});

test.each([
  ['an unknown key', 'label: A\nlable: B\n', 'iso-yaml/unknown-key', 2, 1],
  ['an unknown key of an entry', 'grub2:\n  entries:\n    - {name: One, kernel: /v}\n', 'iso-yaml/unknown-key', 3, 19],
  ['a number for a list', 'kernel_args: 5\n', 'iso-yaml/type', 1, 1],
  ['a word for a number', 'grub2:\n  timeout: soon\n', 'iso-yaml/type', 2, 3],
  ['a number in quotes', 'grub2:\n  timeout: "10"\n', 'iso-yaml/type', 2, 12],
  ['a number in single quotes', "grub2:\n  default: '1'\n", 'iso-yaml/type', 2, 12],
  ['a number with the tag of texts', 'grub2:\n  timeout: !!str 10\n', 'iso-yaml/type', 2, 18],
  ['a number in quotes behind an alias', '.a: &a "10"\ngrub2:\n  timeout: *a\n', 'iso-yaml/type', 1, 8],
  ['a number in quotes behind a merge key', '.a: &a {timeout: "10"}\ngrub2:\n  <<: *a\n', 'iso-yaml/type', 1, 18],
  ['a negative number', 'grub2:\n  timeout: -1\n', 'iso-yaml/type', 2, 3],
  ['a number beyond all sizes', 'grub2:\n  timeout: 1e20\n', 'iso-yaml/type', 2, 3],
  ['a list for the whole', '- a\n', 'iso-yaml/type', 1, 1],
  ['broken YAML', 'label: [', 'iso-yaml/syntax', 1, 9],
  ['a second document', 'label: A\n---\nlabel: B\n', 'iso-yaml/syntax', 2, 1],
  ['a merge of a text', '<<: A\n', 'iso-yaml/syntax', 1, 1],
  ['a quoted merge key', '.a: &a {label: A}\n"<<": *a\n', 'iso-yaml/unknown-key', 2, 1],
  ['a key twice', 'label: A\nlabel: B\n', 'iso-yaml/syntax', 2, 1],
  ['nothing', '', 'iso-yaml/syntax', 1, 1],
])('%s is rejected', (_, text, code, line, column) => {
  expect(faultOf(text)).toMatchObject({ code, at: { ...origin, line, column } });
});

test('aliases that unfold to billions, and brackets without end, are rejected in no time', () => {
  const levels = Array.from(
    { length: 12 },
    (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}]`,
  );
  expect(faultOf(`a0: &a0 [x]\n${levels.join('\n')}\n`)?.code).toBe('iso-yaml/syntax');
  expect(faultOf('['.repeat(100_000))?.code).toBe('iso-yaml/syntax');
  expect(faultOf(`${'a: {'.repeat(50_000)}`)?.code).toBe('iso-yaml/syntax');
});

function faultOf(text: string): Fault | undefined {
  try {
    parseIsoDefinition(text, origin);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  return undefined;
}
