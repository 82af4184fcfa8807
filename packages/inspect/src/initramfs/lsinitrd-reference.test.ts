import { describe, expect, test } from 'vitest';
import { laterOutcomeOf } from '../../testing/async-outcome.ts';
import { drawn, hasReference, recorded } from '../../testing/reference.ts';
import { collectTree } from '../collect-tree.ts';
import { interests } from '../interests.ts';
import { drawTree } from '../tree.ts';
import { treeSource } from '../tree-source.ts';
import { findInitramfsModules, initramfsInterests } from './lsinitrd.ts';

test.skipIf(hasReference)('what a real lsinitrd printed is not in this checkout', () => {
  expect(recorded('bootc/lsinitrd.jsonl')).toEqual([]);
});

describe.skipIf(!hasReference)('lsinitrd --mod', () => {
  test.each(recorded('bootc/lsinitrd.jsonl'))('$name', async ({ tree, command, exit_code, stdout }) => {
    const whole = drawTree(drawn(tree));
    const collected = collectTree(treeSource(whole), [...interests, ...initramfsInterests]);
    for (const picture of [whole, collected]) {
      const answer = await laterOutcomeOf(() => findInitramfsModules(picture, command.at(-1)));
      const expected = { value: listed(stdout) };
      expect(answer).toEqual(exit_code === 0 ? expected : { fault: expect.any(String), message: expect.any(String) });
    }
  });
});

/** Between the heading and the closing line. */
function listed(stdout: string): readonly string[] {
  const [, list = ''] = stdout.split('dracut modules:\n');
  return list
    .replace(/={72}\n$/, '')
    .split('\n')
    .filter((name) => name !== '');
}
