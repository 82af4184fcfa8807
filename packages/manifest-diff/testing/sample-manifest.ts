/** A document that tests edit. */
type Json = string | number | boolean | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

const loop = (options: Fields = {}): Fields => ({
  type: 'org.osbuild.loopback',
  options: { filename: 'disk.raw', ...options },
});
export const partition = (start: number, size: number): Fields => ({ device: loop({ start, size, lock: true }) });
export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
export const short = (letter: string): string => `sha256:${letter.repeat(12)}…`;
const disk = (): Fields => ({ disk: loop({ partscan: true }) });
const mounts = (): Json[] => [
  { name: '-', type: 'org.osbuild.ext4', source: 'disk', target: '/', partition: 3 },
  { name: 'boot', type: 'org.osbuild.ext4', source: 'disk', target: '/boot', partition: 2 },
  { name: 'boot-efi', type: 'org.osbuild.fat', source: 'disk', target: '/boot/efi', partition: 1 },
];
export const deploy = (id: string): Fields => ({
  type: 'org.osbuild.container-deploy',
  inputs: {
    images: { type: 'org.osbuild.containers', origin: 'org.osbuild.source', references: { [id]: { name: 'os:1' } } },
  },
  options: { 'remove-signatures': true },
});

/** The stages of a disk image, by name, so that tests say what they change. */
function imageStages() {
  return {
    truncate: { type: 'org.osbuild.truncate', options: { filename: 'disk.raw', size: '10737418240' } },
    sfdisk: {
      type: 'org.osbuild.sfdisk',
      options: {
        label: 'gpt',
        uuid: '11111111-1111-4111-8111-111111111111',
        partitions: [
          {
            size: 1024000,
            start: 2048,
            type: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
            uuid: 'aaaaaaaa-1111-4111-8111-111111111111',
          },
          {
            size: 2097152,
            start: 1026048,
            type: 'BC13C2FF-59E6-4262-A352-B275FD6F7172',
            uuid: 'bbbbbbbb-1111-4111-8111-111111111111',
          },
          {
            size: 17848320,
            start: 3123200,
            type: '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
            uuid: 'cccccccc-1111-4111-8111-111111111111',
          },
        ],
      },
      devices: { device: loop({ lock: true }) },
    },
    mkfsEsp: {
      type: 'org.osbuild.mkfs.fat',
      options: { volid: '7B7795E7', label: 'ESP' },
      devices: partition(2048, 1024000),
    },
    mkfsBoot: {
      type: 'org.osbuild.mkfs.ext4',
      options: { uuid: 'dddddddd-1111-4111-8111-111111111111', label: 'boot' },
      devices: partition(1026048, 2097152),
    },
    mkfsRoot: {
      type: 'org.osbuild.mkfs.ext4',
      options: { uuid: 'eeeeeeee-1111-4111-8111-111111111111', label: 'root', verity: true },
      devices: partition(3123200, 17848320),
    },
    install: {
      type: 'org.osbuild.bootc.install-to-filesystem',
      inputs: {
        images: {
          type: 'org.osbuild.containers',
          origin: 'org.osbuild.source',
          references: { [digest('a')]: { name: 'os:1' } },
        },
      },
      options: { 'kernel-args': ['rw', 'console=tty0', 'console=ttyS0'], 'target-imgref': 'registry.example.com/os:1' },
      devices: disk(),
      mounts: mounts(),
    },
    fstab: {
      type: 'org.osbuild.fstab',
      options: {
        filesystems: [{ uuid: 'eeeeeeee-1111-4111-8111-111111111111', vfs_type: 'ext4', path: '/', options: 'ro' }],
      },
      devices: disk(),
      mounts: mounts(),
    },
    mkdir: {
      type: 'org.osbuild.mkdir',
      options: { paths: [{ path: '/etc/app' }, { path: '/etc/web' }] },
      devices: disk(),
      mounts: mounts(),
    },
  } satisfies Record<string, Json>;
}

type Stages = ReturnType<typeof imageStages>;
/** What a test may edit. */
export interface Parts {
  readonly stages: Stages;
  /** The stages of the pipeline "image", in order. */
  order: (keyof Stages | Json)[];
  readonly build: Fields;
  readonly image: Fields;
  pipelines: Fields[];
  items: Fields;
}

/** A manifest of two pipelines and a container, with what `edit` does to it. */
export function manifest(edit: (parts: Parts) => void = () => {}): unknown {
  const stages = imageStages();
  const build: Fields = { name: 'build', runner: 'org.osbuild.linux', stages: [deploy(digest('a'))] };
  const image: Fields = { name: 'image', build: 'name:build' };
  const parts: Parts = {
    stages,
    order: ['truncate', 'sfdisk', 'mkfsEsp', 'mkfsBoot', 'mkfsRoot', 'install', 'fstab', 'mkdir'],
    build,
    image,
    pipelines: [build, image, convert('qcow2', 'image')],
    items: { [digest('a')]: { image: { name: 'registry.example.com/os', digest: digest('1') } } },
  };
  edit(parts);
  parts.image.stages = parts.order.map((stage) =>
    typeof stage === 'string' && stage in stages ? Reflect.get(stages, stage) : stage,
  );
  return structuredClone({
    version: '2',
    pipelines: parts.pipelines,
    sources: { 'org.osbuild.skopeo': { items: parts.items } },
  });
}

export function convert(format: string, from: string): Fields {
  return {
    name: format,
    build: 'name:build',
    stages: [
      {
        type: 'org.osbuild.qemu',
        inputs: {
          image: {
            type: 'org.osbuild.files',
            origin: 'org.osbuild.pipeline',
            references: { [`name:${from}`]: { file: 'disk.raw' } },
          },
        },
        options: { filename: `disk.${format}`, format: { type: format } },
      },
    ],
  };
}

export const hostname: Fields = { type: 'org.osbuild.hostname', options: { hostname: 'box' } };
