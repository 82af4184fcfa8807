import { createHash } from 'node:crypto';
import type { Tree } from '@bootwright/file-tree';
import { collectTree, createTree, readTree, treeSource } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import { countCompared } from '../../../tools/comparison.ts';
import { knownDifferences } from '../../../tools/known-inspection-differences.ts';
import { type BootcAnswer, recordedRoots } from '../../../tools/recorded-roots.ts';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { withWrittenTree } from '../../file-tree/testing/write-tree.ts';
import { drawn } from '../testing/drawn-root.ts';
import type { BootcFacts } from './inspect-tree.ts';
import { inspectedFiles } from './inspected-files.ts';
import { findInstallConfiguration } from './install/install-drop-ins.ts';
import { findKernelArguments } from './kernel/kargs-directory.ts';
import { findKernel } from './kernel/kernel.ts';
import { renderBootcInspection, renderInstallConfiguration } from './output/render-bootc.ts';

/** What is read of a picture got in three ways: drawn, collected from the drawing, and read from a directory. */
function inEveryWay<T>(files: ReturnType<typeof drawn>, read: (tree: Tree) => T): readonly T[] {
  const whole = createTree(files);
  const collected = collectTree(treeSource(whole), inspectedFiles);
  return withWrittenTree(files, (root) => [whole, collected, readTree(root, inspectedFiles)].map(read));
}

/** A directory is read as its drawing is collected. */
function expectSamePicture(files: ReturnType<typeof drawn>): void {
  withWrittenTree(files, (root) =>
    expect(readTree(root, inspectedFiles)).toEqual(collectTree(treeSource(createTree(files)), inspectedFiles)),
  );
}

/** What the command prints of a tree. */
function printed(tree: Tree, command: readonly string[]): string {
  if (command.includes('print-configuration')) {
    const { configuration } = findInstallConfiguration(tree, 'x86_64');
    return renderInstallConfiguration(configuration, command.includes('--all'));
  }
  return renderBootcInspection(containerInspect(tree), command.includes('--json') ? 'json' : 'humanreadable');
}

function containerInspect(tree: Tree): BootcFacts {
  const kernelArguments = findKernelArguments(tree, 'x86_64');
  const { kernel } = findKernel(tree);
  return { kernelArguments, ...(kernel === undefined ? {} : { kernel }) };
}

/** What bootc gave, and what is given here by every way, in the same words. */
function bothOf({ tree, command, ...theirs }: BootcAnswer) {
  const ours = inEveryWay(drawn(tree), (picture) => outcomeOf(() => printed(picture, command))).map((outcome) =>
    'value' in outcome
      ? {
          // The value comes first: it shows what differs where the bytes do.
          ...(theirs.value === undefined ? {} : { value: JSON.parse(outcome.value) }),
          sha256: createHash('sha256').update(outcome.value).digest('hex'),
        }
      : { fault: outcome.fault },
  );
  const { exit_code, value, stdout_sha256: sha256 } = theirs;
  const answer =
    exit_code === 0 ? { ...(value === undefined ? {} : { value }), sha256 } : { fault: expect.any(String) };
  return { ours, theirs: [answer, answer, answer] };
}

describe.each(['inspect-kargs', 'inspect-kernel', 'print-configuration'] as const)(
  'bootc gives the same for %s',
  (set) => {
    test.for(recordedRoots(set))('$name', (recorded, { task }) => {
      const { ours, theirs } = bothOf(recorded);
      expectSamePicture(drawn(recorded.tree));
      expect(ours).toEqual(theirs);
      countCompared(task, { set: `bootc/${set}`, inspections: 1 });
    });
  },
);

describe('bootc on roots that were read otherwise once', () => {
  test.for(recordedRoots('differences'))('$name', (recorded, { task }) => {
    const { ours, theirs } = bothOf(recorded);
    const because = knownDifferences('bootc/differences').get(recorded.name);
    if (because === undefined) expect(ours).toEqual(theirs);
    else {
      const { id, fault } = because;
      expect(ours, `it agrees, but is known to differ: ${id}`).not.toEqual(theirs);
      const own = fault === undefined ? { sha256: expect.any(String) } : { fault };
      expect(ours).toMatchObject([own, own, own]);
    }
    const count = because === undefined ? { inspections: 1 } : { knownDifferences: 1 };
    countCompared(task, { set: 'bootc/differences', ...count });
  });
});

/** The row of docs/reference-differences.md that explains two answers; absent where they are the same. */
function differenceOf({ tree, command, exit_code, value }: BootcAnswer): string | undefined {
  const own = outcomeOf(() => printed(createTree(drawn(tree)), command));
  const isRead = exit_code === 0;
  if ('value' in own) {
    if (isRead) return JSON.stringify(JSON.parse(own.value)) === JSON.stringify(value) ? undefined : 'another value';
    return 'bootc reads nothing';
  }
  if (!isRead) return undefined;
  if (own.fault === 'toml/syntax') return JSON.stringify(tree).includes('23:59:60') ? 'leap-second' : own.fault;
  return own.fault === 'install-configuration/type' ? 'another form of a table' : own.fault;
}

test('roots that tools/fresh-roots drew are read as bootc reads them, but for documented differences', ({ task }) => {
  const roots = recordedRoots('fresh');
  const found = roots.flatMap((root) => {
    const difference = differenceOf(root);
    return difference === undefined ? [] : [{ name: root.name, difference }];
  });
  const documented = ['leap-second', 'another form of a table'];
  expect(found.filter(({ difference }) => !documented.includes(difference))).toEqual([]);
  expect(found.length).toBeLessThan(roots.length / 20);
  expect(roots.length).toBeGreaterThan(400);
  countCompared(task, { set: 'bootc/fresh', inspections: roots.length - found.length, knownDifferences: found.length });
});
