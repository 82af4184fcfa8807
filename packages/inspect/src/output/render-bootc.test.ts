import { createHash } from 'node:crypto';
import { collectTree, createTree, treeSource } from '@bootwright/file-tree';
import { describe, expect, test } from 'vitest';
import { recordedImages } from '../../../../tools/recorded-roots.ts';
import { portableExecutable } from '../../../uki/testing/portable-executable.ts';
import { inspectTree } from '../inspect-tree.ts';
import { inspectedFiles } from '../inspected-files.ts';
import { renderBootcInspection, renderInstallConfiguration, renderModules } from './render-bootc.ts';

const facts = { kernelArguments: ['quiet', 'x="a b"'], kernel: { unified: false, version: '6.12' } } as const;

test.each([
  [
    'json',
    '{\n  "kargs": [\n    "quiet",\n    "x=\\"a b\\""\n  ],\n  "kernel": {\n    "version": "6.12",\n    "unified": false\n  }\n}',
  ],
  ['yaml', 'kargs:\n- quiet\n- x="a b"\nkernel:\n  version: \'6.12\'\n  unified: false\n'],
  ['humanreadable', 'Kernel: 6.12\n  Type: vmlinuz\n Kargs: quiet x="a b"\n'],
] as const)('%s', (format, text) => {
  expect(renderBootcInspection(facts, format)).toBe(text);
});

test('modules, one a line', () => {
  expect(renderModules(['systemd', 'base'])).toBe('systemd\nbase\n');
  expect(renderModules([])).toBe('');
});

describe('two whole images', () => {
  const common = {
    'usr/lib/os-release': 'ID=debian\nNAME=Debian\nVERSION_ID=1\n',
    'usr/lib/bootc/kargs.d/10-test.toml':
      'kargs = ["console=ttyS0,115200n8", "systemd.show_status=true", "nosmt", "quiet"]\n',
    'usr/lib/bootc/install/10-test.toml': '[install]\nbootloader = "systemd"\nroot-fs-type = "ext4"\n',
  };
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  test.each(recordedImages())('$name', ({ sections, ...image }) => {
    const { version } = image.inspection.kernel;
    const sectionText = (wanted: string) => sections?.find(({ name }) => name === wanted)?.text ?? '';
    const kernel =
      sections === undefined
        ? { [`usr/lib/modules/${version}/vmlinuz`]: 'k' }
        : {
            [`usr/lib/modules/${version}`]: { dir: true } as const,
            [`boot/EFI/Linux/${version}.efi`]: portableExecutable({
              '.osrel': common['usr/lib/os-release'],
              '.cmdline': sectionText('.cmdline'),
              '.uname': sectionText('.uname'),
            }),
          };
    const tree = collectTree(treeSource(createTree({ ...common, ...kernel })), inspectedFiles);
    const { bootc, notices, unifiedKernels } = inspectTree(tree, { imgref: 'x', architecture: 'x86_64' });
    const [inspection, configuration] = [
      renderBootcInspection(bootc),
      renderInstallConfiguration(bootc.installConfiguration),
    ];
    expect(JSON.parse(inspection)).toEqual(image.inspection);
    expect(sha256(inspection)).toBe(image.inspection_sha256);
    expect(JSON.parse(configuration)).toEqual(image.configuration);
    expect(sha256(configuration)).toBe(image.configuration_sha256);
    // The real one, which came up with /etc and /var that cannot be written to.
    expect(notices.map(({ code }) => code)).toEqual(sections === undefined ? [] : ['unified-kernel/read-only']);
    if (sections !== undefined) {
      expect(unifiedKernels?.boot[0]?.seal?.digest).toMatch(/^63ca2555[0-9a-f]{110}3adbea56f6$/);
      expect(unifiedKernels?.boot[0]?.uname).toBe(version);
    }
  });
});
