import { describe, expect, test } from 'vitest';
import { findBootcVersion } from './bootc-version.ts';
import { collectTree } from './collect-tree.ts';
import { drawTree } from './tree.ts';
import { treeSource } from './tree-source.ts';
import { troubledBootcNotices } from './troubled-bootc.ts';

const stanza = (name: string, version: string, status = 'install ok installed') =>
  `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: ${version}\nDescription: x\n more\n\n`;

describe('the version in the list of packages', () => {
  test.each<[string, string, string | undefined]>([
    ['first', stanza('bootc', '1.16.9-1'), '1.16.9'],
    ['among others', stanza('bash', '5') + stanza('bootc', '2:1.12.0~rc1-0+b1') + stanza('zsh', '5'), '1.12.0~rc1'],
    ['without a revision', stanza('bootc', '1.2'), '1.2'],
    ['removed', stanza('bootc', '1.2', 'deinstall ok config-files'), undefined],
    ['of another package', stanza('bootc-extra', '1.2'), undefined],
    ['in a list of nothing', '', undefined],
  ])('%s', (_, text, version) => {
    const tree = collectTree(treeSource(drawTree({ 'var/lib/dpkg/status': text })));
    expect(findBootcVersion(tree)).toBe(version);
  });

  test('longer than other texts', () => {
    const text = stanza('filler', '1').repeat(20_000) + stanza('bootc', '1.11.0-1');
    expect(findBootcVersion(collectTree(treeSource(drawTree({ 'var/lib/dpkg/status': text }))))).toBe('1.11.0');
  });

  test('is not known without it', () => {
    expect(findBootcVersion(drawTree({}))).toBeUndefined();
  });
});

describe('what is known against it', () => {
  test.each<[string | undefined, boolean, readonly string[]]>([
    ['1.10.0', false, []],
    ['1.11.0', false, ['https://github.com/osbuild/image-builder-cli/issues/410']],
    ['1.12.0', true, ['https://github.com/bootc-dev/bootc/issues/1907']],
    ['1.12.1', true, []],
    ['1.16.4', true, ['https://github.com/bootc-dev/bootc/issues/2334']],
    ['1.16.4', false, []],
    ['1.16.9', true, []],
    [undefined, true, []],
    ['unknown', true, []],
  ])('%s, sealed: %s', (version, sealed, sources) => {
    const found = troubledBootcNotices(version, sealed);
    expect(found.map(({ message }) => /\((.*)\)$/.exec(message)?.[1])).toEqual(sources);
  });
});
