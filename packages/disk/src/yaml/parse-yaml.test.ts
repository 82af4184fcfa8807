import { list, optional, record, text } from '@bootwright/core/schemas';
import { expect, test } from 'vitest';
import { parseYaml } from './parse-yaml.ts';

const schema = record({ label: optional(text()), words: optional(list(text())) });
const origin = { document: 'a.yaml' };

test('an alias of a scalar is read for the key that has it', () => {
  const keys: (string | undefined)[] = [];
  const readScalar = ({ text: source }: { readonly text: string }, key?: string) => {
    keys.push(key);
    return source;
  };
  const text = '.a: &a x\nlabel: *a\nwords: [y]\n';
  expect(parseYaml(text, origin, { schema, subject: 'a', readScalar })).toEqual({ label: 'x', words: ['y'] });
  expect(keys).toEqual(['.a', 'label', undefined]);
});
