import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { checkNodes } from '../checks/check-nodes.ts';
import { type FileAbove, filesAbove } from './files-above.ts';

function listed(file: FileAbove | undefined): readonly string[] {
  return file === undefined ? [] : [file.path, ...listed(file.above)];
}

test('a path is below every file that leads to it, the nearest first', () => {
  const above = filesAbove(['/etc/a/b/c', '/etc/a-b', '/etc/a'], ['/etc/a', '/etc/a/b', '/etc/z']);
  expect(listed(above.get('/etc/a/b/c'))).toEqual(['/etc/a/b', '/etc/a']);
  expect([above.get('/etc/a-b'), above.get('/etc/a'), listed(above.get('/etc/a/b'))]).toEqual([
    undefined,
    undefined,
    ['/etc/a'],
  ]);
});

test('any paths have the files above them that a look at each directory finds', () => {
  const path = fc
    .array(fc.constantFrom('a', 'b', 'a-', 'a.b', '\0', 'é'), { minLength: 1, maxLength: 5 })
    .map((parts) => `/${parts.join('/')}`);
  fc.assert(
    fc.property(fc.array(path), fc.array(path), (paths, files) => {
      const above = filesAbove(paths, files);
      for (const one of [...paths, ...files]) {
        const found: string[] = [];
        for (let end = one.lastIndexOf('/'); end > 0; end = one.lastIndexOf('/', end - 1)) {
          if (files.includes(one.slice(0, end))) found.push(one.slice(0, end));
        }
        expect(listed(above.get(one))).toEqual(found);
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
  );
});

test('a path that is twice as deep costs twice as much', () => {
  const cost = (depth: number): number => {
    const files = Array.from({ length: 20 }, (_, index) => ({
      path: `/etc/${index}/${'a/'.repeat(depth)}x`,
      data: '',
    }));
    const spies = (['slice', 'startsWith', 'lastIndexOf'] as const).map((name) => vi.spyOn(String.prototype, name));
    try {
      expect(checkNodes({ files }, {})).toEqual([]);
      return spies.reduce(
        (sum, spy) => sum + spy.mock.contexts.reduce<number>((all, text) => all + `${text}`.length, 0),
        0,
      );
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  };
  expect(cost(800)).toBeLessThan(2.5 * cost(400));
});
