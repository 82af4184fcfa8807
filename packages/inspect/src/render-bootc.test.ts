import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { portableExecutable } from '../testing/portable-executable.ts';
import { collectTree } from './collect-tree.ts';
import { inspectTree } from './inspect-tree.ts';
import { renderBootcInspection, renderInstallConfiguration, renderModules } from './render-bootc.ts';
import { drawTree } from './tree.ts';
import { treeSource } from './tree-source.ts';

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

const images = resolve(import.meta.dirname, '../../../../shared/reference/bootc/images');
const recorded = (file: string) => readFileSync(resolve(images, file), 'utf8');

describe.skipIf(!existsSync(images))('two whole images', () => {
  const version = '7.2.13+deb14-amd64';
  const ukify = () => recorded('sealed-ukify-inspect.txt');
  const sectionText = (name: string) => {
    const [, section = ''] = ukify().split(`${name}:\n`);
    const [, text = ''] = section.split('  text:\n');
    return (
      text
        .split(/^\.|^\s{2}[a-z]/m)[0]
        ?.replace(/^ {4}/gm, '')
        .trimEnd() ?? ''
    );
  };
  const common = {
    'usr/lib/os-release': 'ID=debian\nNAME=Debian\nVERSION_ID=1\n',
    'usr/lib/bootc/kargs.d/10-test.toml':
      'kargs = ["console=ttyS0,115200n8", "systemd.show_status=true", "nosmt", "quiet"]\n',
    'usr/lib/bootc/install/10-test.toml': '[install]\nbootloader = "systemd"\nroot-fs-type = "ext4"\n',
  };

  test.each(['sealed', 'unsealed'])('%s', (kind) => {
    const kernel =
      kind === 'unsealed'
        ? { [`usr/lib/modules/${version}/vmlinuz`]: 'k' }
        : {
            [`usr/lib/modules/${version}`]: { dir: true } as const,
            [`boot/EFI/Linux/${version}.efi`]: portableExecutable({
              '.osrel': sectionText('.osrel'),
              '.cmdline': sectionText('.cmdline'),
              '.uname': sectionText('.uname'),
            }),
          };
    const tree = collectTree(treeSource(drawTree({ ...common, ...kernel })));
    const { bootc, notices, unifiedKernels } = inspectTree(tree, { imgref: 'x', architecture: 'x86_64' });
    expect(renderBootcInspection(bootc)).toBe(recorded(`${kind}-inspect-json.txt`));
    expect(renderInstallConfiguration(bootc.installConfiguration)).toBe(
      recorded(`${kind}-print-configuration.txt`).trimEnd(),
    );
    // The real one, which came up with /etc and /var that cannot be written to.
    expect(notices.map(({ code }) => code)).toEqual(kind === 'sealed' ? ['unified-kernel/read-only'] : []);
    if (kind === 'sealed') {
      expect(unifiedKernels?.boot[0]?.seal?.digest).toMatch(/^63ca2555[0-9a-f]{110}3adbea56f6$/);
      expect(unifiedKernels?.boot[0]?.uname).toBe(version);
    }
  });
});
