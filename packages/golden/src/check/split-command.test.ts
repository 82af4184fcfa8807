import { expect, test } from 'vitest';
import { parseObjects, parseTree } from '../git/git-goldens.ts';
import { splitCommand } from './split-command.ts';

test.each([
  ['words', 'image-builder manifest {request}', ['image-builder', 'manifest', '{request}']],
  ['quotes', `a 'b c' "d e" f' 'g`, ['a', 'b c', 'd e', 'f g']],
  ['backslashes', String.raw`a\ b "c\"d" 'e\f'`, ['a b', 'c"d', String.raw`e\f`]],
  ['nothing', '  ', []],
  ['what a shell would act on', 'a $HOME *', ['a', '$HOME', '*']],
])('%s', (_name, text, words) => {
  expect(splitCommand(text)).toEqual(words);
});

test.each([`a 'b`, 'a "b', `"a' b`])('an open quote is a fault: %s', (text) => {
  expect(() => splitCommand(text)).toThrow('has an open quote');
});

test('what git lists and prints is read, whatever the names and texts', () => {
  expect(parseTree('100644 blob ab12\ta b/ü.json\u0000160000 commit cd34\tmodule\u0000')).toEqual([
    { path: 'a b/ü.json', id: 'ab12' },
  ]);
  const printed = new TextEncoder().encode('ab12 blob 6\nü\n12\n\ncd34 blob 0\n\n');
  const objects = [...parseObjects(printed)].map(([id, bytes]) => [id, Buffer.from(bytes).toString()]);
  expect(objects).toEqual([
    ['ab12', 'ü\n12\n'],
    ['cd34', ''],
  ]);
});
