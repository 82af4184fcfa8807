import type { BuildRequest } from '@bootwright/build-request';
import { profileDifferences } from '@bootwright/build-request';
import { GiB } from '@bootwright/core';
import { describe, expect, test } from 'vitest';
import { sampleContainer, sampleRequest, sealedContainer } from '../../build-request/testing/sample-request.ts';
import type { Permission } from './boot/boot-plan.ts';
import { planImage } from './plan-image.ts';
import { planReasons } from './plan-reasons.ts';

const volumes = {
  type: 'lvm',
  minsize: GiB(30),
  logical_volumes: [
    { name: 'root', minsize: GiB(10), mountpoint: '/', fs_type: 'xfs' },
    { name: 'data', minsize: GiB(10), mountpoint: '/var/data', fs_type: 'xfs' },
  ],
} as const;

describe('an image that is as usual', () => {
  test.each<[string, Partial<BuildRequest>]>([
    ['unsealed', {}],
    ['unsealed, under the profile reference', { profile: 'reference' }],
  ])('needs no reasons: %s', (_, changes) => {
    expect(planReasons(planImage(sampleRequest({}, changes)))).toEqual([]);
  });
});

test('a sealed image says why it is as it is', () => {
  const { boot } = planImage(sampleRequest({}, { container: sealedContainer })).plan;
  const reasonOf = (permission: Permission) => ('reason' in permission ? permission.reason : '');
  expect(planReasons(planImage(sampleRequest({}, { container: sealedContainer })))).toEqual([
    {
      concern: 'storage',
      text: 'the root of a sealed container is verified through composefs, and nothing can be changed in it afterwards',
    },
    { concern: 'deployment-edits', text: reasonOf(boot.channels.deploymentEdits) },
    { concern: 'boot-loader', text: 'the install configuration of the container names the boot loader' },
    { concern: 'kernel-arguments', text: reasonOf(boot.channels.kernelArguments) },
    { concern: 'boot-partitions', text: reasonOf(boot.partitions.biosBoot) },
    { concern: 'boot-partitions', text: profileDifferences['sealed-boot-partitions'].reason },
    { concern: 'root-type', text: profileDifferences['sealed-root-type'].reason },
  ]);
});

test('each fix of the profile has its reason, and nothing else has one', () => {
  const disk = { partitions: [volumes] };
  const told = (profile: BuildRequest['profile']) =>
    planReasons(planImage(sampleRequest({ disk }, { profile, container: sampleContainer })));
  expect(told('reference')).toEqual([]);
  expect(told('recommended')).toEqual([
    { concern: 'volume-sizes', text: profileDifferences['root-volume-minimum'].reason },
  ]);
});
