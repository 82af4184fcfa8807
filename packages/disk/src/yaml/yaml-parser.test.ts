import { Fault } from '@bootwright/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, stringify } from 'yaml';
import { runs } from '../../test/arbitrary-tables.ts';
import { YamlCursor } from './yaml-cursor.ts';
import type { YamlNode } from './yaml-node.ts';
import { YamlParser } from './yaml-parser.ts';

/** Maps are lists of pairs behind their name, so that keys of any kind, given twice or in any order, are compared. */
type Tree = string | readonly Tree[];

const nothing = '(empty)';

function ours(text: string): Tree | undefined {
  const cursor = new YamlCursor(text, (message, offset) => new Fault('yaml', `${offset}: ${message}`));
  const root = new YamlParser(cursor, () => new Fault('deep', 'too deep')).document();
  if (cursor.position < text.length) throw new Fault('second', 'a second document');
  return root === undefined ? undefined : treeOf(root);
}

function treeOf(node: YamlNode): Tree {
  switch (node.kind) {
    case 'scalar':
      return node.isPlain && node.text === '' && node.tag === undefined ? nothing : node.text;
    case 'alias':
      return `*${node.name}`;
    case 'list':
      return ['list', ...node.items.map(treeOf)];
    default:
      return ['map', ...node.entries.map(({ key, value }) => [treeOf(key), treeOf(value)])];
  }
}

/** Of the library `yaml`, without resolving values; absent where it rejects the text. */
function theirs(text: string): Tree | undefined {
  const documents = parseAllDocuments(text, {
    uniqueKeys: false,
    merge: false,
    schema: 'failsafe',
    logLevel: 'silent',
  });
  const [document] = Array.isArray(documents) ? documents : [];
  if (document === undefined || documents.length > 1 || document.errors.length > 0) return undefined;
  return theirTree(document.contents);
}

function theirTree(node: unknown): Tree {
  if (isAlias(node)) return `*${node.source}`;
  if (isSeq(node)) return ['list', ...node.items.map(theirTree)];
  if (isMap(node)) return ['map', ...node.items.map(({ key, value }) => [theirTree(key), theirTree(value)])];
  if (!isScalar(node)) return nothing;
  return node.type === 'PLAIN' && node.value === '' && node.tag === undefined ? nothing : String(node.value);
}

/** What is read; absent for a fault. */
function read(text: string): Tree | undefined {
  try {
    return ours(text);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

const mark = fc.constantFrom(
  ...'[]{}:,-?&*|>%@`"\'#~ \n\t',
  ...['- ', ': ', '&a ', '*a', '---\n', '  ', 'a', 'b', 'a: ', '\n  ', '\n- ', '\n  - ', '\na: '],
  ...['|\n', '>-\n', '|2-\n  a', '\n\n  ', '\\n', '\\\n', '"a b"', "'c'", '{a: b}', '[a, b]', ' #c\n', '\\x41', "''"],
);

test('property: a text that both read is read as the library "yaml" reads it', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 14 }), (marks) => {
      // Of blanks behind the last line end one of them makes a line, the other does not.
      const text = `${marks.join('')}\n`;
      // Keys behind a question mark are faults later, unless they are plain.
      if (/\?\s/.test(text)) return;
      const [mine, other] = [read(text), theirs(text)];
      if (mine === undefined || other === undefined) return;
      compared++;
      expect(mine).toEqual(other);
    }),
    { numRuns: runs * 20 },
  );
  expect(compared).toBeGreaterThan(runs);
});

test('property: whatever "yaml" writes is read as it was', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.constantFrom('a b\nc\n', '\n\n a', 'x: y', '# z', ' ', 'a\n\n\nb', '- a', '\t'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
    ),
  }));
  const form = fc.record({
    indent: fc.constantFrom(2, 4),
    indentSeq: fc.boolean(),
    lineWidth: fc.constantFrom(0, 20, 80),
    collectionStyle: fc.constantFrom('any' as const, 'flow' as const),
    defaultStringType: fc.constantFrom(
      'PLAIN' as const,
      'BLOCK_FOLDED' as const,
      'BLOCK_LITERAL' as const,
      'QUOTE_SINGLE' as const,
    ),
  });
  fc.assert(
    fc.property(value, form, (written, options) => {
      const text = stringify(written, options);
      expect(read(text)).toEqual(theirs(text));
    }),
    { numRuns: runs },
  );
});

describe('a text that is not YAML', () => {
  test.each([
    ['a: [b', '5: expected "," or "]"'],
    ['a: "b', '5: missing closing quote'],
    ['a: b: c', '4: unexpected text: the indentation, a quote or a bracket is wrong'],
    ['a: b\n  c: d', '8: unexpected text: the indentation, a quote or a bracket is wrong'],
    ['a: b\nc', '5: expected a key, and ":" after it'],
    ['a:\n\t- b', '3: a tab in the indentation'],
    ['\ta: b', '0: a tab in the indentation'],
    ['# c\n \ta: b', '5: a tab in the indentation'],
    ['a:\n b: c\n\td: e', '9: a tab in the indentation'],
    ['- a\n\tb', '4: a tab in the indentation'],
    ['a: |\n   \n  b', '11: indented less than the empty line before it'],
    ['a: |12\n b', '3: expected a line end after the header of a block'],
    ['a: |1-2\n b', '3: expected a line end after the header of a block'],
    ['a: @b', '3: unexpected "@"'],
    ['a: "\\q"', '4: invalid escape in a quoted text'],
    ['a: [b,,c]', '6: unexpected ","'],
    ['a: [b c] d', '9: unexpected text: the indentation, a quote or a bracket is wrong'],
    ['&a *b', '3: an alias with an anchor or a tag'],
    ['&a &b c', '3: a second anchor'],
    ['a: |x\n b', '3: expected a line end after the header of a block'],
    ['%YAML 1.2\na: b', '10: expected "---" after directives'],
  ])('%j is reported where it breaks', (text, message) => {
    expect(() => ours(text)).toThrow(message);
  });
});

test('the work grows with the text, whatever the text', () => {
  const parts = [
    'a: [',
    '"a" ',
    "'",
    '- a\n',
    'a\n',
    ' \n',
    '? ',
    '{a: ',
    'a:\n ',
    '&a ',
    '|\n',
    '\t',
    ' ',
    '"\n',
    '- ',
    '*a ',
    '#',
    '"a": ',
    '[a]: ',
  ];
  /** Characters that are looked at. */
  const workOf = (text: string): number => {
    let work = 0;
    const counted = new Proxy(new String(text), {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...values: readonly unknown[]) => {
          work++;
          return Reflect.apply(value, target, values);
        };
      },
    });
    const cursor = new YamlCursor(String(text), () => new Fault('yaml', 'no YAML'));
    Object.assign(cursor, { text: counted });
    try {
      new YamlParser(cursor, () => new Fault('deep', 'too deep')).document();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    return work;
  };
  for (const part of parts) {
    const [small, large] = [workOf(part.repeat(100)), workOf(part.repeat(1000))];
    expect(large, part).toBeLessThan(Math.max(small, 100) * 15);
  }
});
