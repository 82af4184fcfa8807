import { encodeBlueprint, parseBlueprint } from '@bootwright/blueprint';
import { findImageType } from '@bootwright/image-types';
import { expect, expectTypeOf, test } from 'vitest';
import {
  type BuildChoice,
  type BuildCommand,
  buildCommand,
  checkBlueprint,
  checkDisk,
  checkField,
  type DiskDrawing,
  type DrawnDisk,
  drawDisk,
  type Findings,
  hostedToOnPrem,
  imageTypeOfHosted,
  parseHostedBlueprint,
} from './index.ts';

// What the front ends of the ecosystem have in their hands, from a form to a command line.

const key = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)} ann@example.com`;
const codes = ({ faults, notices }: Findings) => [...faults, ...notices].map(({ code }) => code);

test('the form of a desktop: users, file systems and kernel arguments, for bootc-image-builder', () => {
  const form = {
    customizations: {
      user: [{ name: 'ann', password: 'correct horse', key, groups: ['wheel'] }],
      filesystem: [
        { mountpoint: '/', minsize: '20 GiB' },
        { mountpoint: '/var/data', minsize: '5 GB' },
      ],
      kernel: { append: 'mitigations=auto,nosmt' },
    },
  };
  const imageTypes = ['qcow2', 'ami', 'vhd'];
  expect(codes(checkBlueprint(form, { imageTypes: imageTypes.map((name) => findImageType(name)) }))).toEqual([]);
  const { faults, argv } = buildCommand('bootc-image-builder', {
    image: 'quay.io/centos-bootc/centos-bootc:stream9',
    imageTypes,
    outputDirectory: '/home/ann/images',
    blueprint: '/home/ann/images/config.json',
    builderImage: 'quay.io/centos-bootc/bootc-image-builder:latest',
  });
  expect(faults).toEqual([]);
  expect(argv.at(-1)).toBe('quay.io/centos-bootc/centos-bootc:stream9');
});

test('the blueprint of a web console: stored as the service has it, built by image-builder', () => {
  const stored = parseHostedBlueprint(
    JSON.stringify({
      name: 'kiosk',
      description: 'Machines at the entrance',
      bootc: { reference: 'registry.example.com/os/kiosk:1' },
      image_requests: [
        { architecture: 'x86_64', image_type: 'guest-image', upload_request: { type: 'aws.s3', options: {} } },
      ],
      customizations: {
        users: [{ name: 'ann', groups: ['wheel'], ssh_key: key }],
        kernel: { append: 'quiet' },
        disk: {
          type: 'gpt',
          minsize: '40 GiB',
          partitions: [
            {
              ...{ type: 'lvm', name: 'vg', minsize: '30 GiB' },
              logical_volumes: [
                { name: 'root', minsize: '20 GiB', mountpoint: '/', fs_type: 'xfs' },
                { name: 'data', minsize: '5 GiB', mountpoint: '/var/data', fs_type: 'xfs' },
              ],
            },
          ],
        },
      },
    }),
  );
  const { value, losses } = hostedToOnPrem(stored);
  expect(losses.map(({ at }) => at?.path?.join('.'))).toEqual(['bootc', 'image_requests']);
  const type = imageTypeOfHosted('guest-image') ?? '';
  const text = encodeBlueprint(value, 'json');
  expect(codes(checkBlueprint(text, { imageTypes: [findImageType(type)] }))).toEqual([]);
  expect(parseBlueprint(text, { document: 'blueprint' })).toEqual(value);
  const { shell, faults } = buildCommand('image-builder', {
    ...{
      image: stored.bootc?.reference ?? '',
      imageTypes: [type],
      outputDirectory: '/var/lib/images',
      progress: 'machine',
    },
    blueprint: '/var/cache/kiosk.json',
  });
  expect({ shell, faults }).toEqual({
    shell:
      'image-builder build --bootc-ref registry.example.com/os/kiosk:1 --blueprint /var/cache/kiosk.json --output-dir /var/lib/images --progress file qcow2',
    faults: [],
  });
});

test('a blueprint in TOML with an edited disk, for a sealed container', () => {
  const text = `name = "edge"

[[customizations.disk.partitions]]
mountpoint = "/"
fs_type = "ext4"
minsize = "10 GiB"
`;
  const { customizations: { disk = {} } = {} } = parseBlueprint(text, { document: 'blueprint' });
  expect(codes(checkDisk(disk, { sealed: true, imageTypes: [findImageType('raw')] }))).toEqual([]);
  expect(drawDisk(disk, { sealed: true }).kind).toBe('drawing');
});

test('the types are those that an editor completes', () => {
  expectTypeOf(buildCommand).parameter(1).toEqualTypeOf<BuildChoice>();
  expectTypeOf(buildCommand).returns.toEqualTypeOf<BuildCommand>();
  expectTypeOf<Extract<DrawnDisk, { readonly kind: 'drawing' }>['drawing']>().toEqualTypeOf<DiskDrawing>();
  expectTypeOf(checkField).returns.toEqualTypeOf<Findings>();
  // @ts-expect-error: a builder that does not exist
  expect(() => buildCommand('mkosi', { image: 'a', imageTypes: [], outputDirectory: 'b' })).toThrow();
});
