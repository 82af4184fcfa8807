import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../testing/outcome.ts';
import { drawn, hasReference, recorded } from '../testing/reference.ts';
import { withWrittenTree } from '../testing/write-tree.ts';
import { collectTree } from './collect-tree.ts';
import type { BootcFacts } from './inspect-tree.ts';
import { findInstallConfiguration } from './install-drop-ins.ts';
import { findKernelArguments } from './kargs-directory.ts';
import { findKernel } from './kernel.ts';
import { renderBootcInspection, renderInstallConfiguration } from './render-bootc.ts';
import { readTree } from './sources/directory.ts';
import type { Tree } from './tree.ts';
import { drawTree } from './tree.ts';
import { treeSource } from './tree-source.ts';

test.skipIf(hasReference)('what a real bootc printed is not in this checkout', () => {
  expect(recorded('bootc/inspect-kernel.jsonl')).toEqual([]);
});

const cases = (file: string) =>
  recorded(`bootc/${file}.jsonl`)
    .filter((recordedCase) => recordedCase.exit_code !== 2)
    .map((recordedCase) => ({ ...recordedCase, tree: drawn(recordedCase.tree) }));

/** The same picture by every way: drawn, collected from the drawing, and read from a directory. */
function inEveryWay<T>(files: ReturnType<typeof drawn>, read: (tree: Tree) => T): readonly T[] {
  const whole = drawTree(files);
  const collected = collectTree(treeSource(whole));
  return withWrittenTree(files, (root) => {
    const fromDisk = readTree(root);
    expect(fromDisk).toEqual(collected);
    return [read(whole), read(collected), read(fromDisk)];
  });
}

describe.skipIf(!hasReference)('bootc install print-configuration', () => {
  test.each(cases('print-configuration'))('$name', ({ tree, command, exit_code, stdout }) => {
    const all = command.includes('--all');
    const answers = inEveryWay(tree, (picture) =>
      outcomeOf(() => {
        const { configuration } = findInstallConfiguration(picture, 'x86_64');
        return renderInstallConfiguration(configuration, all);
      }),
    );
    for (const answer of answers) {
      expect('value' in answer ? answer.value : answer).toEqual(
        exit_code === 0 ? stdout : { fault: expect.any(String), message: expect.any(String) },
      );
    }
  });
});

describe.skipIf(!hasReference).each(['inspect-kargs', 'inspect-kernel'])('bootc container inspect: %s', (file) => {
  test.each(cases(file))('$name', ({ tree, command, exit_code, stdout }) => {
    const format = command.includes('--json') ? 'json' : command.includes('yaml') ? 'yaml' : 'humanreadable';
    const answers = inEveryWay(tree, (picture) =>
      outcomeOf(() => renderBootcInspection(containerInspect(picture), format)),
    );
    for (const answer of answers) {
      if (exit_code !== 0) expect(answer).toEqual({ fault: expect.any(String), message: expect.any(String) });
      else expect(answer).toEqual({ value: stdout });
    }
  });
});

function containerInspect(tree: Tree): BootcFacts {
  const kernelArguments = findKernelArguments(tree, 'x86_64');
  const { kernel } = findKernel(tree);
  return { kernelArguments, ...(kernel === undefined ? {} : { kernel }) };
}
