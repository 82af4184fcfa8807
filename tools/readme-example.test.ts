import { expect, test } from 'vitest';
import { checkedExample } from './readme-example.ts';

const block = (code: string) => `# Title\n\n\`\`\`ts\n${code}\n\`\`\`\n\nmore\n`;

test('an expression, a constant, a fault and a result over two lines are compared', () => {
  const readme = block(
    [
      "import { a } from 'b';",
      '',
      'a(1,',
      '  2); // → 3',
      'const x = a(); // → {',
      '//   y: 1 }',
      "a('z'); // → throws a/b",
      'a(x);',
    ].join('\n'),
  );
  expect(checkedExample(readme)).toBe(
    [
      "import { expect as __expect } from 'vitest';",
      "import { a } from 'b';",
      '__expect(await (a(1,',
      '  2))).toEqual(3',
      '); // → 3',
      'const x = a();',
      '__expect(x).toEqual({',
      '  y: 1 }',
      ');',
      'await __expect((async () => (a(\'z\')))()).rejects.toMatchObject({ code: "a/b" }); // → throws a/b',
      'a(x);',
      '',
    ].join('\n'),
  );
});

test.each([
  ['no block', '# Title\n', 'no ```ts block'],
  ['no result', block('a();'), 'documents no result'],
  ['a result behind a line without a value', block("import { a } from 'b'; // → 1"), 'no result can be compared'],
])('rejects a README with %s', (_, readme, message) => {
  expect(() => checkedExample(readme)).toThrow(message);
});
