import type { Profile } from '@bootwright/build-request';
import { PlanContext } from '@bootwright/build-request';
import { Fault } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { containerFor, sampleContainer, sealedContainer } from '../../../build-request/testing/sample-request.ts';
import { bootPlan } from './boot-plan.ts';

function decide(container = sampleContainer, profile: Profile = 'recommended') {
  const context = new PlanContext(profile);
  const plan = bootPlan(container, container.architecture ?? 'x86_64', context);
  return { plan, codes: context.notices.map(({ code }) => code) };
}

describe('an unsealed container', () => {
  test.each([
    ['x86_64', 'hybrid'],
    ['aarch64', 'uefi'],
    ['ppc64le', 'hybrid'],
    ['s390x', 'hybrid'],
  ] as const)('of %s boots by %s and may be changed', (architecture, firmware) => {
    expect(decide(containerFor(architecture))).toEqual({
      plan: {
        firmware,
        storage: 'ostree',
        kernelsAt: '/boot',
        partitions: { biosBoot: { allowed: true }, xbootldr: { allowed: true } },
        channels: {
          kernelArguments: { allowed: true, by: 'install' },
          deploymentEdits: { allowed: true, by: 'ostree-deployment' },
        },
        sealed: false,
      },
      codes: [],
    });
  });

  test('keeps the boot loader that it names, and no empty one', () => {
    expect(decide({ ...sampleContainer, bootloader: 'grub' }).plan.bootloader).toBe('grub');
    expect(Object.hasOwn(decide({ ...sampleContainer, bootloader: '' }).plan, 'bootloader')).toBe(false);
  });

  test('with systemd-boot is stored with composefs, where osbuild cannot change it', () => {
    const { plan } = decide({ ...sampleContainer, bootloader: 'systemd' });
    expect([plan.sealed, plan.storage, plan.kernelsAt, plan.channels]).toEqual([
      false,
      'composefs',
      '/boot/efi',
      {
        kernelArguments: { allowed: true, by: 'install' },
        deploymentEdits: expect.objectContaining({ allowed: false, because: 'composefs' }),
      },
    ]);
  });

  test('with systemd-boot keeps ostree under reference, which is noted', () => {
    const { plan, codes } = decide({ ...sampleContainer, bootloader: 'systemd' }, 'reference');
    expect([plan.storage, plan.channels.deploymentEdits.allowed, codes]).toEqual([
      'ostree',
      true,
      ['profile/systemd-boot-storage'],
    ]);
  });
});

describe('a sealed container', () => {
  test('is started by UEFI, verified through composefs, and rejects every change', () => {
    const { plan, codes } = decide(sealedContainer);
    expect({ ...plan, codes }).toMatchObject({
      firmware: 'uefi',
      storage: 'composefs',
      sealed: true,
      kernelsAt: '/boot/efi',
      codes: [],
    });
    for (const permission of [...Object.values(plan.partitions), ...Object.values(plan.channels)]) {
      expect(permission).toEqual({
        allowed: false,
        because: 'sealed',
        reason: expect.stringContaining('sealed'),
        instead: expect.any(String),
      });
    }
  });

  test.each(['ppc64le', 's390x'] as const)('of %s cannot boot: there is no UEFI', (architecture) => {
    const container = containerFor(architecture, sealedContainer);
    expect(() => decide(container)).toThrow(Fault);
    expect(decide(container, 'reference').codes).toEqual(['profile/sealed-architecture']);
  });
});

test('a boot loader that osbuild does not know is a fault that names those it knows', () => {
  const container = { ...sampleContainer, bootloader: 'grub-cc' };
  expect(() => decide(container)).toThrow(
    expect.objectContaining({ code: 'boot/bootloader', hint: expect.stringContaining('grub, systemd, none') }),
  );
  expect(decide(container, 'reference')).toMatchObject({
    plan: { bootloader: 'grub-cc' },
    codes: ['profile/boot-loader'],
  });
});
