import type { ContainerInfo } from '@bootwright/container-facts';
import { parseContainerInfo } from '@bootwright/container-facts';
import { collectTree, createTree, readTree, treeSource } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import { countCompared } from '../../../tools/comparison.ts';
import { type Answer, recordedRequests } from '../../../tools/recorded-requests.ts';
import type { Root } from '../../../tools/recorded-roots.ts';
import { outcomeOf } from '../../core/testing/outcome.ts';
import { withWrittenTree } from '../../file-tree/testing/write-tree.ts';
import { drawn } from '../testing/drawn-root.ts';
import { inspectTree } from './inspect-tree.ts';
import { inspectedFiles } from './inspected-files.ts';

/** Where the formats' own specifications are followed instead: what the facts are then, as far as they differ. */
const followedElsewhere: Readonly<Record<string, object>> = {
  'os-single-quotes': { OSRelease: { ID: 'acme', Name: 'Acme OS', VersionID: '2.1' } },
  'os-comments': { OSRelease: { ID: 'acme', Name: 'Acme', VersionID: '2' } },
  'os-half': { OSRelease: { ID: 'test-os', Name: 'Test OS', VersionID: '1' } },
  'os-missing-version': { OSRelease: { ID: 'y', Name: 'x', VersionID: 'rolling' } },
  'os-empty-version': { OSRelease: { ID: 'y', Name: 'x', VersionID: 'rolling' } },
  'os-escapes': { OSRelease: { ID: 'acme', Name: 'A "quoted" $OS \\ ` x', VersionID: '2' } },
};
const refusedElsewhere = ['disk-unknown-key', 'kernel-two'];

interface TreeRequest {
  readonly name: string;
  readonly tree: Root;
  readonly container: { readonly size: number };
}

/** What image-builder read from a tree. */
interface Inspected {
  OSRelease: object;
  readonly ImageCustomization?: { readonly disk?: { minsize?: number } } | null;
}

describe('facts of a tree', () => {
  const cases = recordedRequests<TreeRequest, Answer & { readonly inspected?: Inspected }>('trees');

  test.for(cases)('$request.name', ({ request: { name, tree, container }, answer: expected }, { task }) => {
    const differs = name in followedElsewhere || refusedElsewhere.includes(name);
    countCompared(task, { set: 'image-builder/trees', ...(differs ? { knownDifferences: 1 } : { inspections: 1 }) });
    const given = givenFacts(container);
    const files = drawn(tree);
    const whole = createTree(files);
    const answer = outcomeOf(() => inspectTree(whole, given));
    withWrittenTree(files, (root) => {
      const fromDisk = readTree(root, inspectedFiles);
      expect(fromDisk).toEqual(collectTree(treeSource(whole), inspectedFiles));
      expect(outcomeOf(() => inspectTree(fromDisk, given))).toEqual(answer);
    });
    if (expected.phase === 'osinfo' || refusedElsewhere.includes(name)) {
      const instead = followedElsewhere[name];
      if (instead === undefined) expect(answer).toEqual({ fault: expect.any(String), message: expect.any(String) });
      else expect('value' in answer ? asInspected(answer.value.info) : answer).toMatchObject(instead);
      return;
    }
    const wanted = structuredClone(expected.inspected);
    if (wanted === undefined) throw new Error(`the facts of ${name} are not recorded`);
    // The record was taken after planning, which writes its own minimum into the very object.
    if (container.size * 2 === wanted.ImageCustomization?.disk?.minsize) delete wanted.ImageCustomization.disk.minsize;
    const instead = followedElsewhere[name];
    if (instead !== undefined) wanted.OSRelease = { ...wanted.OSRelease, ...Object.values(instead)[0] };
    expect('value' in answer ? asInspected(answer.value.info) : answer).toEqual(wanted);
    if ('value' in answer && instead !== undefined && name !== 'os-single-quotes' && name !== 'os-escapes') {
      expect(answer.value.notices.length).toBeGreaterThan(0);
    }
  });
});

/** What the tree cannot say is given; the reference was given it too. */
function givenFacts(container: unknown) {
  const { info } = parseContainerInfo(container);
  const { imgref, architecture, size, defaultRootFs, bootloader, unifiedKernel } = info;
  return {
    imgref,
    unifiedKernel,
    ...(architecture && { architecture }),
    ...(size && { size }),
    ...(defaultRootFs && { defaultRootFs }),
    ...(bootloader && { bootloader }),
  };
}

/** Our facts in the words of the record. */
function asInspected({ os }: ContainerInfo) {
  const iso = os.isoDefinition?.value;
  const entries = iso?.grub2?.entries?.map(({ name, linux, initrd }) => ({ Name: name, Linux: linux, Initrd: initrd }));
  const mount = os.diskDefinition?.value.mountConfiguration;
  return {
    OSRelease: {
      ID: os.release.id,
      VersionID: os.release.versionId,
      Name: os.release.name,
      PlatformID: os.release.platformId ?? '',
      VariantID: os.release.variantId ?? '',
      IDLike: os.release.idLike ?? null,
    },
    UEFIVendor: os.uefiVendor ?? '',
    SELinuxPolicy: os.selinuxPolicy ?? '',
    KernelInfo: os.kernel === undefined ? null : { Version: os.kernel.version, HasAbootImg: os.kernel.hasAbootImage },
    InitrdModules: os.initrdModules ?? null,
    ImageCustomization: os.customizations?.value ?? null,
    ISOInfo: {
      Label: iso?.label ?? '',
      KernelArgs: iso?.kernelArguments ?? null,
      Grub2: { Default: iso?.grub2?.default ?? null, Timeout: iso?.grub2?.timeout ?? null, Entries: entries ?? null },
    },
    HasPartitionTable: os.diskDefinition?.value.partitionTable !== undefined,
    ...(mount === undefined ? {} : { MountConfiguration: mount }),
  };
}
