import { collectTree, createTree, treeSource } from '@bootwright/file-tree';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { rpmDatabase } from '../../../package-lists/testing/rpm-databases.ts';
import { inspectedFiles } from '../inspected-files.ts';
import { findBootcVersion } from './bootc-version.ts';
import { knownIssueNotices } from './known-issues.ts';

vi.setConfig({ testTimeout: 300_000 });

const stanza = (name: string, version: string, status = 'install ok installed') =>
  `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: ${version}\nDescription: x\n more\n\n`;

const versionIn = (files: Parameters<typeof createTree>[0]) =>
  findBootcVersion(collectTree(treeSource(createTree(files)), inspectedFiles));

describe('the version in the list of packages', () => {
  test.each<[string, string, string | undefined]>([
    ['first', stanza('bootc', '1.16.9-1'), '1.16.9'],
    ['among others', stanza('bash', '5') + stanza('bootc', '2:1.12.0~rc1-0+b1') + stanza('zsh', '5'), '1.12.0~rc1'],
    ['without a revision', stanza('bootc', '1.2'), '1.2'],
    ['removed', stanza('bootc', '1.2', 'deinstall ok config-files'), undefined],
    ['of another package', stanza('bootc-extra', '1.2'), undefined],
    ['in a list of nothing', '', undefined],
  ])('of dpkg: %s', (_, text, version) => {
    expect(versionIn({ 'var/lib/dpkg/status': text }).version).toBe(version);
  });

  test('longer than other texts', () => {
    const text = stanza('filler', '1').repeat(20_000) + stanza('bootc', '1.11.0-1');
    expect(versionIn({ 'var/lib/dpkg/status': text }).version).toBe('1.11.0');
  });

  const database = 'usr/lib/sysimage/rpm/rpmdb.sqlite';
  test.each<[string, Parameters<typeof createTree>[0], ReturnType<typeof versionIn>]>([
    ["Fedora's rpm", { [database]: rpmDatabase('small') }, { version: '1.16.5', file: database, notices: [] }],
    ['rpm with many packages', { [database]: rpmDatabase('deep') }, { version: '1.16.5', file: database, notices: [] }],
    [
      "rpm in ostree's place, behind a link",
      { 'usr/share/rpm/rpmdb.sqlite': rpmDatabase('small'), 'usr/lib/sysimage/rpm': { link: '../../share/rpm' } },
      { version: '1.16.5', file: database, notices: [] },
    ],
    [
      'pacman',
      {
        'var/lib/pacman/local/bootc-1.16.4-2/desc': '%NAME%\nbootc\n\n%VERSION%\n1:1.16.4-2\n\n%BASE%\nbootc\n',
        'var/lib/pacman/local/bootc-extra-9-1/desc': '%NAME%\nbootc-extra\n\n%VERSION%\n9-1\n',
      },
      { version: '1.16.4', file: 'var/lib/pacman/local/bootc-1.16.4-2/desc', notices: [] },
    ],
    [
      'apk',
      { 'lib/apk/db/installed': 'C:Q1\nP:bash\nV:5.2-r1\n\nC:Q1\nP:bootc\nV:1.12.0-r3\nA:x86_64\n\n' },
      { version: '1.12.0', file: 'lib/apk/db/installed', notices: [] },
    ],
    ['no list at all', {}, { notices: [] }],
  ])('of %s', (_, files, found) => {
    expect(versionIn(files)).toEqual(found);
  });

  test("is unknown, and said to be so once, where only rpm's ndb is there", () => {
    const file = 'usr/lib/sysimage/rpm/Packages.db';
    const link = { 'var/lib/rpm': { link: '../../usr/lib/sysimage/rpm' } } as const;
    expect(versionIn({ [file]: 'RpmP', ...link })).toEqual({
      notices: [
        {
          code: 'inspect/package-list',
          message: `the version of bootc is not known: /${file} cannot be read: nothing here knows its format, ndb`,
          at: { document: 'container', file },
          hint: 'run "bootc --version" in the container',
        },
      ],
    });
    expect(versionIn({ [file]: 'RpmP', [database]: rpmDatabase('small') })).toMatchObject({
      version: '1.16.5',
      notices: [],
    });
  });

  test('is unknown, and said to be so, where the list is broken', () => {
    expect(versionIn({ [database]: rpmDatabase('small').subarray(0, 40_000) })).toEqual({
      notices: [
        {
          code: 'inspect/package-list',
          message: `the version of bootc is not known: /${database} cannot be read: it points to a page 33 that it does not have`,
          at: { document: 'container', file: database },
          hint: 'build the container again',
        },
      ],
    });
  });

  test('of any bytes is a version or a notice, within a bounded number of pages', () => {
    const sound = rpmDatabase('deep');
    const changes = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(changes, fc.nat(sound.length), (list, cut) => {
        const changed = sound.slice();
        // Many of the changes fall into the header and the first page.
        for (const [index, value] of list) changed[index < 20_000 ? index % 600 : index] = value;
        const { version, notices } = versionIn({ [database]: changed.subarray(0, cut % 3 === 0 ? cut : undefined) });
        expect(version === undefined || notices.length === 0).toBe(true);
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
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
    ['1.16.9', true, ['https://github.com/bootc-dev/bootc/issues/2334']],
    ['1.16.10', true, []],
    [undefined, true, []],
    ['unknown', true, []],
  ])('%s, sealed: %s', (version, sealed, sources) => {
    const found = knownIssueNotices(version === undefined ? {} : { version, file: 'x' }, sealed);
    expect(found.map(({ message }) => /\((.*)\)$/.exec(message)?.[1])).toEqual(sources);
  });
});
