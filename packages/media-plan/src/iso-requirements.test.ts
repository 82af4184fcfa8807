import { findImageType } from '@bootwright/image-types';
import { expect, test } from 'vitest';
import { sampleContainer } from '../../build-request/testing/sample-request.ts';
import { isoRequirements } from './iso-requirements.ts';
import { networkBootKernel } from './network-boot.ts';

function isoType(name: string) {
  const type = findImageType(name, {});
  if (type.kind !== 'live-iso' && type.kind !== 'installer-iso') throw new Error(`${name} is not an ISO`);
  return type;
}

const released = (release: Partial<typeof sampleContainer.os.release>) => ({
  ...sampleContainer,
  os: { ...sampleContainer.os, release: { ...sampleContainer.os.release, ...release } },
});
const place = (key: string) => ({ document: 'container', path: ['os_info', 'os_release', key] });

test('an installer needs the name of the system, and a live ISO does not', () => {
  const nameless = released({ name: '' });
  expect(() => isoRequirements(nameless, 'x86_64', isoType('bootc-installer'))).toThrow(
    expect.objectContaining({
      code: 'container/name',
      message: 'the boot menu needs the name of the system, and os-release has no NAME',
      at: place('name'),
      hint: 'set NAME in /usr/lib/os-release of the container; see os-release(5)',
    }),
  );
  expect(isoRequirements(nameless, 'x86_64', isoType('bootc-generic-iso')).architecture).toBe('x86_64');
});

test('a version that is not one of the distribution is rejected with what is expected', () => {
  const type = isoType('bootc-generic-iso');
  expect(() => isoRequirements(released({ id: 'centos', versionId: 'stream' }), 'x86_64', type)).toThrow(
    expect.objectContaining({
      code: 'container/version',
      message: 'expected VERSION_ID of centos to be a whole number, such as 10, got "stream"',
      at: place('version_id'),
      hint: 'correct VERSION_ID in /usr/lib/os-release of the container; see os-release(5)',
    }),
  );
  expect(isoRequirements(released({ id: 'centos', versionId: '10' }), 'x86_64', type).runner).toBe(
    'org.osbuild.centos10',
  );
});

test('network boot names the dracut modules that the initramfs lacks', () => {
  const type = findImageType('pxe-tar-xz', {});
  if (type.kind !== 'network-boot') throw new Error('pxe-tar-xz is not for network boot');
  const container = (initrdModules: readonly string[]) => ({
    ...sampleContainer,
    os: { ...sampleContainer.os, kernel: { version: '6.12.7', hasAbootImage: false }, initrdModules },
  });
  expect(() => networkBootKernel(container(['base']), type)).toThrow(
    expect.objectContaining({
      code: 'container/initramfs-modules',
      message: expect.stringMatching(/^the initramfs of the container has no ostree, dmsquash-live, livenet, /),
      at: { document: 'container', path: ['os_info', 'initrd_modules'] },
      hint: expect.stringContaining('add_dracutmodules+=" ostree dmsquash-live livenet "'),
    }),
  );
  expect(networkBootKernel(container(['base', ...type.initramfsModules]), type)).toBe('6.12.7');
});
