import { collectTree, createTree, treeSource } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import { countCompared } from '../../../../tools/comparison.ts';
import { recordedRoots } from '../../../../tools/recorded-roots.ts';
import { laterOutcomeOf } from '../../../core/testing/async-outcome.ts';
import { drawn } from '../../testing/drawn-root.ts';
import { inspectedFiles } from '../inspected-files.ts';
import { findInitramfsModules, initramfsFiles } from './lsinitrd.ts';

describe('lsinitrd --mod', () => {
  test.for(recordedRoots('lsinitrd'))('$name', async ({ tree, command, exit_code, modules }, { task }) => {
    const whole = createTree(drawn(tree));
    const collected = collectTree(treeSource(whole), [...inspectedFiles, ...initramfsFiles]);
    for (const picture of [whole, collected]) {
      const answer = await laterOutcomeOf(() => findInitramfsModules(picture, command.at(-1) ?? ''));
      const fault = { fault: expect.any(String), message: expect.any(String) };
      expect(answer).toEqual(exit_code === 0 ? { value: modules } : fault);
    }
    countCompared(task, { set: 'bootc/lsinitrd', inspections: 1 });
  });
});
