import { expect, test } from 'vitest';
import { shellLines } from './shell-lines.ts';

test.each([
  ['a b --c d', 80, ['a b --c d']],
  ['a b --cc dd --ee ff', 16, ['a b --cc dd \\', '  --ee ff']],
  ["a --b 'c --d e' --f", 12, ['a --b \\', "  'c --d e' \\", '  --f']],
  ['a --json | b', 10, ['a --json \\', '  | b']],
  ['a bbbb cccc --d e', 10, ['a bbbb \\', '  cccc \\', '  --d e']],
  ["it isn't quoted", 12, ["it isn't \\", '  quoted']],
])('%s in %d columns', (command, width, lines) => expect(shellLines(command, width)).toEqual(lines));
