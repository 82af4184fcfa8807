import { createTree } from '@bootwright/file-tree';
import { expect, test } from 'vitest';
import { listModules } from './find-modules.ts';

test('of several kernels one has to be named', async () => {
  const tree = createTree({ 'usr/lib/modules/6.1/a': 'x', 'usr/lib/modules/6.2/a': 'x' });
  await expect(listModules(tree, undefined)).rejects.toMatchObject({
    code: 'initramfs/kernel',
    message: 'the initramfs is ambiguous: the container does not have exactly one kernel',
    at: { document: 'container', file: 'usr/lib/modules' },
    hint: 'give the kernel version with --kernel',
  });
});
