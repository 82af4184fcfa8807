import { atOnce, stepByStep, TarReader, WorkBudget, type WorkKind } from '@bootwright/archive';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeTar } from '../../archive/testing/tar.ts';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { erofsDigest } from './erofs/erofs-digest.ts';
import { LayerTree } from './layers/layer-tree.ts';
import type { Directory, Leaf, Node, Stat } from './root/composefs-tree.ts';
import { noStat, noXattrs } from './root/composefs-tree.ts';
import { PolicyCache } from './root/selinux-labels.ts';
import { type DigestFormat, RootDigests } from './root-digests.ts';

const usual = { version: 1, xattrs: 'capabilities' } as const;
const digestSteps = (tree: Directory, format: DigestFormat = usual, policies = new PolicyCache()) =>
  new RootDigests(tree, { algorithm: 'sha512', policies }).digest(format);
const directoryOf = (entries: Iterable<readonly [string, Node]>, stat: Stat = noStat): Directory => ({
  stat,
  entries: new Map(entries),
});
const file = (stat: Stat = noStat): Leaf => ({
  stat,
  content: { kind: 'external', size: 100, digest: Buffer.alloc(64, 7) },
});
const root = (usr: Directory): Directory =>
  directoryOf([
    ['usr', usr],
    ['boot', directoryOf([])],
    ['sysroot', directoryOf([])],
  ]);
const many = (count: number, node: () => Node): Directory =>
  directoryOf(Array.from({ length: count }, (_, index) => [`${index}`, node()] as const));

/** Notes what is spent between two turns of the signals. */
class MeteredBudget extends WorkBudget {
  turns = 0;
  most = 0;
  private sinceTurn = 0;

  override spend(kind: WorkKind, amount: number): void {
    this.sinceTurn += kind === 'digest steps' ? amount : 0;
    super.spend(kind, amount);
  }

  override breathe(): Promise<void> {
    this.turns += 1;
    this.most = Math.max(this.most, this.sinceTurn);
    this.sinceTurn = 0;
    return Promise.resolve();
  }
}

describe('while a digest is computed, signals have their turn', () => {
  test.each<[string, () => Directory]>([
    ['many names in one directory', () => many(5000, file)],
    ['many directories', () => many(5000, () => directoryOf([]))],
    ['many names of one file', () => ((leaf) => many(5000, () => leaf))(file())],
    [
      'directories in one another',
      () => {
        let inner = directoryOf([]);
        for (let depth = 0; depth < 499; depth++) inner = directoryOf([['d', inner]]);
        return inner;
      },
    ],
  ])('%s', async (_, usr) => {
    const budget = new MeteredBudget();
    await stepByStep(digestSteps(root(usr()), usual, new PolicyCache(budget)), budget);
    expect(budget.most).toBeGreaterThan(0);
    expect(budget.most).toBeLessThanOrEqual(2048);
    // In the passes that charge nothing, too: each step takes some hundred names.
    expect(budget.turns).toBeGreaterThanOrEqual((7 * Math.min(budget.spent('digest steps'), 5000)) / 512);
  });

  test('each rule of a policy and each path that is labelled takes a step', () => {
    const text = Array.from({ length: 1000 }, (_, index) => `/usr/x${index}.*y a:b:c:d\n`).join('');
    const bytes = (content: string) => {
      const buffer = Buffer.from(content);
      return {
        stat: noStat,
        content: { kind: 'external', size: buffer.length, digest: Buffer.alloc(64), bytes: buffer },
      } as const;
    };
    const tree = root(many(1000, file));
    const files = directoryOf([['file_contexts', bytes(text)]]);
    const policy = directoryOf([['contexts', directoryOf([['files', files]])]]);
    tree.entries.set(
      'etc',
      directoryOf([
        [
          'selinux',
          directoryOf([
            ['config', bytes('SELINUXTYPE=t\n')],
            ['t', policy],
          ]),
        ],
      ]),
    );
    const steps = digestSteps(tree);
    let count = 0;
    for (const _ of steps) count += 1;
    expect(count).toBeGreaterThan(1000 + 1000 / 32);
  });
});

describe('numbers beyond the fields of EROFS', () => {
  // What composefs cuts, it cuts; the images of its writer are the same (`erofs/writer.rs`, casts to u8 and u16).
  test('more shared attributes of a file than a byte counts give a digest', () => {
    const xattrs = new Map(Array.from({ length: 300 }, (_, index) => [`user.${index}`, Buffer.from('x')] as const));
    const tree = root(many(2, () => file({ ...noStat, xattrs })));
    expect(erofsDigest(tree, 1, 'sha512')).toMatch(/^[0-9a-f]{128}$/);
    expect(erofsDigest(tree, 2, 'sha512')).toMatch(/^[0-9a-f]{128}$/);
  });

  test('more words of attributes than 16 bits count give a digest', () => {
    const xattrs = new Map(Array.from({ length: 40_000 }, (_, index) => [`user.${index}`, Buffer.alloc(0)] as const));
    expect(erofsDigest(root(many(1, () => file({ ...noStat, xattrs }))), 1, 'sha512')).toMatch(/^[0-9a-f]{128}$/);
  });

  test('any tree with numbers at the ends of their ranges gives a digest or a fault', () => {
    const edge = (...values: readonly number[]) => fc.constantFrom(...values);
    const text = fc.string({ unit: fc.constantFrom('a', '/', '.', '\u00ff', '-'), maxLength: 300 });
    const stat = fc.record<Stat>({
      mode: edge(0, 0o7777),
      uid: edge(0, 0xffff, 0x10000, 0xffffffff),
      gid: edge(0, 0xffff, 0x10000, 0xffffffff),
      seconds: edge(0, -1, 2 ** 32, Number.MAX_SAFE_INTEGER, -(2 ** 40)),
      nanoseconds: edge(0, 999_999_999),
      xattrs: fc
        .array(
          fc.tuple(fc.constantFrom('user.', 'trusted.overlay.', 'security.', ''), text, edge(0, 1, 4096, 65_535)),
          {
            maxLength: 4,
          },
        )
        .map(
          (list) => new Map(list.map(([prefix, rest, length]) => [prefix + rest, Buffer.alloc(length, 'v')] as const)),
        ),
    });
    const leaf = fc.record({
      stat,
      content: fc.oneof(
        edge(0, 1, 64).map((length) => ({ kind: 'inline', bytes: Buffer.alloc(length) }) as const),
        edge(65, 4096, 2 ** 32, Number.MAX_SAFE_INTEGER).map(
          (size) => ({ kind: 'external', size, digest: Buffer.alloc(64, size % 251) }) as const,
        ),
        edge(1, 2000, 4000, 4095).map((length) => ({ kind: 'link', target: 'l'.repeat(length) }) as const),
        edge(0, 0xffffffff).map((rdev) => ({ kind: 'character device', rdev }) as const),
        fc.constant({ kind: 'FIFO' } as const),
      ),
    });
    const { tree } = fc.letrec<{ tree: Directory; node: Node }>((tie) => ({
      node: fc.oneof({ maxDepth: 3, depthIdentifier: 'tree' }, leaf, tie('tree')),
      tree: fc
        .tuple(
          stat,
          fc.array(
            fc.tuple(
              text.filter((name) => name !== '' && name.length < 256),
              tie('node'),
            ),
            { maxLength: 8 },
          ),
        )
        .map(([own, entries]) => directoryOf(entries, own)),
    }));
    const numRuns = Math.ceil(Number(process.env.FUZZ_RUNS ?? 500) / 5);
    fc.assert(
      fc.property(tree, edge(0, 1, 2), (usr, version) => {
        const whole = root(usr);
        if (version !== 0 && version !== 1 && version !== 2) return;
        const answer = outcomeOf(() => atOnce(digestSteps(whole, { version, xattrs: 'and those of users' })));
        if ('value' in answer) expect(answer.value).toMatch(/^[0-9a-f]{128}$/);
        else expect(answer.fault).toMatch(/^(composefs|image)\//);
        expect(outcomeOf(() => erofsDigest(whole, version, 'sha256'))).toEqual(
          expect.objectContaining('value' in answer ? { value: expect.any(String) } : {}),
        );
      }),
      { numRuns },
    );
  });
});

describe('a small image of very many files', () => {
  const read = (entries: Parameters<typeof writeTar>[0], stored: number) => {
    const budget = new WorkBudget();
    budget.store(stored);
    return outcomeOf(() => {
      const tree = new LayerTree({ algorithm: 'sha512', budget });
      const reader = new TarReader(tree, 'layer 1', budget);
      reader.push(writeTar(entries));
      reader.finish();
      return budget.spent('digest files');
    });
  };
  const names = (count: number, type: string) =>
    Array.from({ length: count }, (_, index) => ({ name: `${index}`, type, target: '0' }));

  test.each([
    ['files', '0'],
    ['directories', '5'],
    ['links', '2'],
  ])('%s beyond what it stores are a fault', (_, type) => {
    expect(read(names(8001, type), 0)).toEqual({
      fault: 'image/too-large',
      message:
        'the image has more than 8000 files of which the composefs digest is computed, too many for what it stores',
    });
  });

  test('an image that stores more may have more of them', () => {
    expect(read(names(8001, '0'), 128)).toEqual({ value: 8001 });
  });

  test('names of one file count, one name that is put again and again does not', () => {
    const again = Array.from({ length: 9000 }, () => ({ name: 'a', content: '' }));
    expect(
      read([...again, ...Array.from({ length: 50 }, (_, index) => ({ name: `l${index}`, type: '1', target: 'a' }))], 0),
    ).toEqual({
      value: 51,
    });
  });

  test('a thousand empty attributes cost as much as what they take in memory', () => {
    const budget = new WorkBudget();
    const tree = new LayerTree({ algorithm: 'sha512', budget });
    const xattrs = new Map(Array.from({ length: 1000 }, (_, index) => [`user.${1000 + index}`, Buffer.alloc(0)]));
    const attributes = {
      type: '0',
      mode: 0,
      uid: 0,
      gid: 0,
      seconds: 0n,
      nanoseconds: 0,
      hasMinus: false,
      xattrs,
    } as const;
    tree.entry({
      kind: 'file',
      name: Buffer.from('a'),
      target: Buffer.alloc(0),
      size: 0,
      stored: 0,
      attributes: () => ({ ...attributes, devices: { major: 0, minor: 0 } }),
    });
    expect(budget.spent('attribute bytes')).toBe(1000 * (9 + 64));
  });
});

test('files without attributes share one empty map', () => {
  const tree = new LayerTree({ algorithm: 'sha512' });
  const reader = new TarReader(tree, 'layer 1');
  reader.push(writeTar([{ name: 'a' }, { name: 'b' }]));
  reader.finish();
  expect([...tree.root.entries.values()].map(({ stat }) => stat.xattrs === noXattrs)).toEqual([true, true]);
});
