import { expect, test } from 'vitest';
import { parseCaseFile } from '../cases/case-file.ts';
import { manifestGenerator } from '../outcome/generate-outcome.ts';
import { renderPairs, sealingChanges } from './golden-pairs.ts';

const digest = 'ab'.repeat(64);
const plain = {
  imgref: 'registry.example.com/harbour/web:1',
  size: 2_500_000_000,
  bootloader: 'systemd',
  os_info: { os_release: { id: 'harbour', version_id: '7', name: 'Harbour' }, uefi_vendor: 'harbour' },
};
const uki = { command_line: `composefs=${digest} rw`, composefs_digest: digest, systemd: '257' };
const customizations = {
  hostname: 'web-1',
  kernel: { append: 'quiet' },
  services: { disabled: ['nginx'] },
};

function changesOf(profile: string) {
  const matrix = {
    containers: { sealed: { ...plain, unified_kernel: true, uki }, plain },
    twins: { sealed: 'plain' },
    architectures: ['x86_64'],
    file_systems: ['ext4'],
    blueprints: { web: { customizations } },
    types: ['raw'],
    profiles: [profile],
    seed: 1,
  };
  const cases = parseCaseFile({ path: 'sealed.json', text: JSON.stringify({ matrix }) });
  return sealingChanges(cases, manifestGenerator());
}

test('each customization of a sealed image has its channel, and one that has none its reason', () => {
  const [change] = changesOf('recommended');
  expect(change?.reaches).toEqual([
    { channel: 'state', text: 'the host name, by /etc/hostname' },
    { channel: 'addon', text: 'the kernel arguments "quiet", by /loader/addons/50-bootwright.addon.efi' },
    {
      channel: 'none',
      text: 'disabling "nginx" is left out: a stage of osbuild cannot remove the links that enable a unit',
    },
  ]);
});

test('under the profile reference nothing reaches a sealed image, for the reasons of its notices', () => {
  const [change] = changesOf('reference');
  expect(change?.reaches.map(({ channel }) => channel)).toEqual(['none', 'none', 'none']);
  expect(change?.reaches.at(-1)?.text).toBe(
    'the kernel arguments "quiet" are left out: the command line of a sealed container is part of its signed unified kernel image',
  );
});

test('the text says what reaches the image before what sealing changes, and says it once', () => {
  const text = renderPairs(changesOf('recommended'));
  expect(text).toContain('\n  What reaches the image\n  - state: the host name, by /etc/hostname\n');
  expect(text.split('disabling "nginx"')).toHaveLength(2);
  expect(text).toMatch(/\n {2}What sealing changes\n {2}- image › /);
});

test('a line of the text can be wrapped, with its continuation below it', () => {
  const text = renderPairs(changesOf('recommended'), (line, indent) =>
    line.startsWith('  - state') ? ['  - state: the host', `${' '.repeat(indent)}name`] : [line],
  );
  expect(text).toContain('\n  - state: the host\n    name\n');
});
