import { list, optional, record, text } from '@bootwright/core/schemas';
import { expect, test, vi } from 'vitest';
import { Alias } from 'yaml';
import { parseYaml } from './parse-yaml.ts';

const schema = record({ label: optional(text()), words: optional(list(text())) });
const origin = { document: 'a.yaml' };

test('thousands of aliases cost no walk through the document each', () => {
  const spy = vi.spyOn(Alias.prototype, 'resolve');
  try {
    const read = parseYaml(`label: &a x\nwords: [${'*a, '.repeat(4000)}]\n`, origin, { schema, subject: 'a' });
    expect([read.words?.length, spy.mock.calls.length]).toEqual([4000, 0]);
  } finally {
    spy.mockRestore();
  }
});

test('an alias of a scalar is read for the key that has it', () => {
  const keys: (string | undefined)[] = [];
  const readScalar = ({ source }: { readonly source?: string }, key?: string) => {
    keys.push(key);
    return source;
  };
  const text = '.a: &a x\nlabel: *a\nwords: [y]\n';
  expect(parseYaml(text, origin, { schema, subject: 'a', readScalar })).toEqual({ label: 'x', words: ['y'] });
  expect(keys).toEqual(['.a', 'label', undefined]);
});
