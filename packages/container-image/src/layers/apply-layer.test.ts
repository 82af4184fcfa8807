import { atOnce, decodeName, TarReader } from '@bootwright/archive';
import { describe, expect, test } from 'vitest';
import type { WrittenEntry } from '../../../archive/testing/tar.ts';
import { paxHeader, writeTar } from '../../../archive/testing/tar.ts';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { applyLayer } from './apply-layer.ts';
import { FileTable, noNode, rootNode } from './table/file-table.ts';
import { LayerLog } from './table/layer-log.ts';
import { tableSize } from './table/table-source.ts';

/** Applies layers to one another; a file's content is its layer and place, `1.0` for the first of the second. */
function merged(...layers: readonly (readonly WrittenEntry[])[]) {
  const table = new FileTable();
  layers.forEach((entries, index) => {
    const log = new LayerLog();
    const listener = {
      entry: (entry: Parameters<LayerLog['add']>[0]) => {
        log.add(entry);
        return false;
      },
      content: () => {},
      end: () => {},
    };
    const reader = new TarReader(listener, `layer ${index}`);
    reader.push(writeTar(entries));
    reader.finish();
    atOnce(applyLayer(table, { index, log, subject: `layer ${index}` }));
  });
  return table;
}

function drawn(table: FileTable): Readonly<Record<string, string>> {
  const tree: [string, string][] = [];
  const walk = (node: number, path: string): void => {
    for (const child of table.children(node)) {
      const here = path + decodeName(table.name(child));
      const kind = table.kind(child);
      const number = table.inodeNumber(child);
      const inode = number === noNode ? undefined : table.inode(number);
      if (kind === 'directory') tree.push([`${here}/`, '']);
      else if (kind === 'link') tree.push([here, `-> ${decodeName(inode?.target ?? new Uint8Array())}`]);
      else tree.push([here, inode === undefined ? kind : `${inode.layer}.${inode.ordinal}`]);
      walk(child, `${here}/`);
    }
  };
  walk(rootNode, '');
  return Object.fromEntries(tree.sort(([left], [right]) => (left < right ? -1 : 1)));
}

const file = (name: string): WrittenEntry => ({ name, content: 'x' });
const dir = (name: string): WrittenEntry => ({ name, type: '5' });
const link = (name: string, target: string): WrittenEntry => ({ name, type: '2', target });
const hard = (name: string, target: string): WrittenEntry => ({ name, type: '1', target });

interface Case {
  readonly layers: readonly (readonly WrittenEntry[])[];
  readonly tree: Readonly<Record<string, string>>;
}

const cases: Readonly<Record<string, Case>> = {
  nothing: { layers: [], tree: {} },
  'a file brings its directories': { layers: [[file('a/b/c')]], tree: { 'a/': '', 'a/b/': '', 'a/b/c': '0.0' } },
  'names with "./" before them, slashes after them, and doubled ones': {
    layers: [[dir('./'), dir('./a/'), file('a//b')]],
    tree: { 'a/': '', 'a/b': '0.2' },
  },
  'an absolute name means the root of the image': {
    layers: [[file('/etc/passwd')]],
    tree: { 'etc/': '', 'etc/passwd': '0.0' },
  },
  '".." inside the root takes a name away': { layers: [[file('a/../b')]], tree: { b: '0.0' } },
  'a later layer replaces a file': { layers: [[file('a')], [file('a')]], tree: { a: '1.0' } },
  'a later entry of a layer replaces an earlier one': { layers: [[file('a'), file('a')]], tree: { a: '0.1' } },
  'a directory that comes again keeps what is in it': {
    layers: [[file('a/b')], [dir('a'), file('a/c')]],
    tree: { 'a/': '', 'a/b': '0.0', 'a/c': '1.1' },
  },
  'a file takes the place of a directory': { layers: [[file('a/b')], [file('a')]], tree: { a: '1.0' } },
  'a directory takes the place of a file': { layers: [[file('a')], [file('a/b')]], tree: { 'a/': '', 'a/b': '1.0' } },
  'what stood in a replaced directory does not come back': {
    layers: [[file('a/b')], [file('a')], [dir('a')]],
    tree: { 'a/': '' },
  },
  'a link takes the place of a directory': { layers: [[file('a/b')], [link('a', 'c')]], tree: { a: '-> c' } },
  'a whiteout hides a file': { layers: [[file('a'), file('b')], [file('.wh.a')]], tree: { b: '0.1' } },
  'a whiteout hides a directory and all in it': {
    layers: [[file('a/b/c'), file('a/d')], [file('a/.wh.b')]],
    tree: { 'a/': '', 'a/d': '0.1' },
  },
  'a whiteout hides nothing of its own layer, before or after it': {
    layers: [[file('a')], [file('a'), file('.wh.a')], [file('.wh.a'), file('a')]],
    tree: { a: '2.1' },
  },
  'a whiteout of nothing hides nothing': {
    layers: [[file('a')], [file('.wh.b'), file('c/.wh.d')]],
    tree: { a: '0.0' },
  },
  'a whiteout in a file that was a directory': { layers: [[file('a')], [file('a/.wh.b')]], tree: { a: '0.0' } },
  'a whiteout and a later layer that brings the file again': {
    layers: [[file('a')], [file('.wh.a')], [file('a')]],
    tree: { a: '2.0' },
  },
  'a directory hidden and brought again is empty': {
    layers: [[file('a/b')], [file('.wh.a')], [dir('a')]],
    tree: { 'a/': '' },
  },
  'a whiteout and a new directory in one layer': {
    layers: [[file('a/b')], [file('a/c'), file('.wh.a')]],
    tree: { 'a/': '', 'a/c': '1.0' },
  },
  'an opaque directory hides all of the lower layers': {
    layers: [
      [file('a/b'), file('a/c/d'), file('e')],
      [file('a/f'), file('a/.wh..wh..opq')],
    ],
    tree: { 'a/': '', 'a/f': '1.0', e: '0.2' },
  },
  'an opaque root hides all': { layers: [[file('a/b')], [file('.wh..wh..opq'), file('c')]], tree: { c: '1.1' } },
  'an opaque directory does not bind later layers': {
    layers: [[file('a/b')], [file('a/.wh..wh..opq')], [file('a/b')]],
    tree: { 'a/': '', 'a/b': '2.0' },
  },
  'other names of AUFS mean nothing': {
    layers: [[file('.wh..wh.plnk/1'), dir('.wh..wh.orph')]],
    tree: { '.wh..wh.plnk/': '', '.wh..wh.plnk/1': '0.0' },
  },
  'a hard link is the file itself': { layers: [[file('a'), hard('b', 'a')]], tree: { a: '0.0', b: '0.0' } },
  'a hard link keeps the content when the other name is replaced': {
    layers: [[file('a'), hard('b', 'a')], [file('a')]],
    tree: { a: '1.0', b: '0.0' },
  },
  'a hard link to a file of a lower layer': {
    layers: [[file('a')], [hard('b', '/a')], [file('.wh.a')]],
    tree: { b: '0.0' },
  },
  'a hard link to a link is that link': { layers: [[link('a', 'x'), hard('b', 'a')]], tree: { a: '-> x', b: '-> x' } },
  'a hard link to itself': { layers: [[file('a'), hard('a', 'a')]], tree: { a: '0.0' } },
  'a hard link through a directory link': {
    layers: [[file('a/b'), link('l', 'a'), hard('c', 'l/b')]],
    tree: { 'a/': '', 'a/b': '0.0', c: '0.0', l: '-> a' },
  },
  'a hard link that takes the place of its own directory': {
    layers: [[file('a/b'), hard('a', 'a/b')]],
    tree: { a: '0.0' },
  },
  'a link of the same layer is followed inside the root': {
    layers: [[dir('usr/lib'), link('lib', '/../usr/lib'), file('lib/x')]],
    tree: { lib: '-> /../usr/lib', 'usr/': '', 'usr/lib/': '', 'usr/lib/x': '0.2' },
  },
  'a relative link of the same layer is followed': {
    layers: [[link('a/l', '../b/./c'), file('a/l/x')]],
    tree: { 'a/': '', 'a/l': '-> ../b/./c', 'b/': '', 'b/c/': '', 'b/c/x': '0.1' },
  },
  'a link of a lower layer gives way to a directory, as an overlay does it': {
    layers: [[file('usr/lib/y'), link('lib', 'usr/lib')], [file('lib/x')]],
    tree: { 'lib/': '', 'lib/x': '1.0', 'usr/': '', 'usr/lib/': '', 'usr/lib/y': '0.0' },
  },
  'devices and FIFOs are there, and nothing more': {
    layers: [
      [
        { name: 'c', type: '3' },
        { name: 'b', type: '4' },
        { name: 'p', type: '6' },
      ],
    ],
    tree: { b: 'block device', c: 'character device', p: 'FIFO' },
  },
  'names in any bytes stay apart': {
    layers: [
      [{ name: Buffer.from([0xff]) }, { name: Buffer.from([0xfe]) }],
      [{ name: Buffer.concat([Buffer.from('.wh.'), Buffer.from([0xff])]) }],
    ],
    tree: { '\udcfe': '0.1' },
  },
};

test.each(Object.entries(cases))('%s', (_, { layers, tree }) => {
  expect(drawn(merged(...layers))).toEqual(tree);
});

describe('rejected, as by runtimes', () => {
  test.each([
    [
      'a name that leaves the root',
      [file('../etc/passwd')],
      'image/name',
      'layer 0 names "../etc/passwd", which leads out of the image\'s root',
    ],
    [
      'a name that leaves it later',
      [file('a/../../b')],
      'image/name',
      'layer 0 names "a/../../b", which leads out of the image\'s root',
    ],
    [
      'a hard link that leaves the root',
      [hard('a', '../b')],
      'image/name',
      'layer 0 names "../b", which leads out of the image\'s root',
    ],
    ['a hard link to nothing', [hard('a', 'b')], 'image/hard-link', 'layer 0 links "a" to "b", which does not exist'],
    [
      'a hard link to a directory',
      [dir('b'), hard('a', 'b')],
      'image/hard-link',
      'layer 0 links "a" to "b", which is a directory',
    ],
    ['a file in the place of the root', [file('.')], 'image/name', 'layer 0 replaces the root with a file'],
    [
      'a file below a file of the same layer',
      [file('a'), file('a/b')],
      'image/not-a-directory',
      'layer 0 puts "a/b" below a file',
    ],
    [
      'links that lead in a circle',
      [link('a', 'b'), link('b', 'a'), file('a/x')],
      'image/link-loop',
      'layer 0 puts a file behind more than 40 links',
    ],
    [
      'a link that grows',
      [link('a', 'a/a'), file('a/x')],
      'image/link-loop',
      'layer 0 puts a file behind more than 40 links',
    ],
    ['a whiteout of ".."', [file('a/.wh...')], 'image/whiteout', 'layer 0 hides "a/.wh...", which is not a name'],
    ['a whiteout of no name', [file('.wh.')], 'image/whiteout', 'layer 0 hides ".wh.", which is not a name'],
    [
      'a name of 5000 bytes',
      [paxHeader({ path: 'a'.repeat(5000) }), file('x')],
      'image/too-large',
      'layer 0 has a name of 5000 bytes',
    ],
    [
      'a link of 5000 bytes',
      [paxHeader({ linkpath: 'a'.repeat(5000) }), link('x', 'y')],
      'image/too-large',
      'layer 0 has a link of 5000 bytes',
    ],
  ])('%s', (_, entries, fault, message) => {
    expect(outcomeOf(() => merged(entries))).toEqual({ fault, message });
  });
});

test('the size counts what is left: hard links once, targets of links, nothing that is hidden', () => {
  const sized = (name: string, size: number): WrittenEntry => ({ name, content: 'x'.repeat(size) });
  const table = merged(
    [sized('a', 1000), hard('b', 'a'), sized('gone', 500), sized('replaced', 70), link('l', 'four')],
    [file('.wh.gone'), sized('replaced', 7)],
  );
  expect(tableSize(table)).toBe(1000 + 7 + 4);
});

test('many files behind long ways through links end', () => {
  const way = 'd/../'.repeat(18);
  const links = Array.from({ length: 39 }, (_, index) => link(`l${index}`, `${way}l${index + 1}`));
  const files = Array.from({ length: 20_000 }, (_, index) => file(`l0/${index}`));
  expect(outcomeOf(() => merged([dir('d'), ...links, dir('l39'), ...files]))).toEqual({
    fault: 'image/too-large',
    message: 'the image has more than 2000000 steps through links',
  });
});

test('a layer that hides and brings again a directory of many files ends before the time of a test is over', () => {
  const many = Array.from({ length: 30_000 }, (_, index) => file(`a/${index}`));
  const again = Array.from({ length: 30_000 }, (_, index) => [dir('a'), file(`a/${index}`), link('a', 'b')]).flat();
  expect(drawn(merged(many, again))).toEqual({ a: '-> b' });
});

test('signals may have their turn while a layer is laid over others', () => {
  const log = new LayerLog();
  const none = new Uint8Array();
  for (let index = 0; index < 10_000; index++)
    log.add({
      kind: 'file',
      name: Buffer.from(`usr/${index}`),
      target: none,
      size: 0,
      stored: 0,
      attributes: noAttributes,
    });
  const steps = [...applyLayer(new FileTable(), { index: 0, log, subject: 'layer 0' })];
  // Whiteouts come first, in a pass of their own.
  expect(steps.length).toBeGreaterThanOrEqual(2 * Math.floor(10_000 / 512));
});

function noAttributes(): never {
  throw new Error('nobody asks for attributes here');
}
