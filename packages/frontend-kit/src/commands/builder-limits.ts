import { Fault } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';
import type { BuildChoice, Builder } from './build-choice.ts';

/** Of a builder, as of its version of September 2026: what it cannot do. */
interface Limits {
  /** Image types that it does not make of a bootc container. */
  readonly types: readonly string[];
  /** Options that it does not have, with what to do instead. */
  readonly options: Readonly<Partial<Record<keyof BuildChoice, string>>>;
  /** Whether one run makes several disks. */
  readonly several: boolean;
}

const limits: Readonly<Record<Builder, Limits>> = {
  'image-builder': {
    types: ['anaconda-iso'],
    options: { owner: 'change the owner afterwards: chown -R UID:GID DIRECTORY' },
    several: false,
  },
  'bootc-image-builder': {
    types: ['bootc-generic-iso', 'oci'],
    options: {
      seed: 'leave it out, or use image-builder',
      omitDefaultKernelArguments: 'leave it out, or use image-builder',
      fromRegistry: 'fetch the container first: sudo podman pull IMAGE',
    },
    several: true,
  },
  bootwright: {
    types: [],
    options: { amazon: 'upload the image afterwards', builderImage: 'run bootwright itself' },
    several: true,
  },
};

/** A fault for each part of a choice that the builder cannot do. */
export function limitFaults(builder: Builder, choice: BuildChoice, types: readonly ImageType[]): readonly Fault[] {
  const { types: unknown, options, several } = limits[builder];
  const faults: Fault[] = [];
  for (const [index, { name }] of types.entries()) {
    if (!unknown.includes(name)) continue;
    faults.push(
      fault(`${builder} does not make "${name}" of a bootc container`, ['imageTypes', index], otherBuilder(name)),
    );
  }
  for (const [key, instead] of Object.entries(options)) {
    const isGiven = Object.entries(choice).some(([name, value]) => name === key && (value ?? false) !== false);
    if (isGiven) faults.push(fault(`${builder} has no option for ${words(key)}`, [key], instead));
  }
  if (!several && types.length > 1) {
    faults.push(fault(`${builder} makes one image a run`, ['imageTypes'], 'run one command for each image type'));
  } else if (new Set(types.map(isIso)).size > 1) {
    faults.push(fault('ISOs and disks cannot be made in one run', ['imageTypes'], 'run a command for each'));
  }
  if (choice.amazon !== undefined && types.some(({ name }) => name !== 'ami')) {
    faults.push(fault('only the image type "ami" is uploaded to Amazon', ['amazon'], 'choose "ami", or do not upload'));
  }
  if (builder === 'bootc-image-builder' && choice.builderImage === undefined) {
    const hint = 'choose an image, such as quay.io/centos-bootc/bootc-image-builder:latest';
    faults.push(fault('bootc-image-builder is run from an image with it, and none is chosen', ['builderImage'], hint));
  }
  return faults;
}

const isIso = ({ kind }: ImageType): boolean => kind === 'live-iso' || kind === 'installer-iso';

function otherBuilder(name: string): string {
  const able = Object.entries(limits).filter(([, { types }]) => !types.includes(name));
  return `use ${able.map(([builder]) => builder).join(' or ')}`;
}

const words = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function fault(message: string, path: readonly (string | number)[], hint: string): Fault {
  return new Fault('command/unsupported', message, { at: { document: 'build', path }, hint });
}

/** Paths that podman mounts: a colon in one would end it. */
export function mountFaults(choice: BuildChoice): readonly Fault[] {
  const { outputDirectory, blueprint, cache, storage, amazon } = choice;
  const mounted = Object.entries({ outputDirectory, blueprint, cache, storage, credentials: amazon?.credentials });
  return mounted.flatMap(([key, path]) => {
    if (path === undefined) return [];
    const at = { document: 'build', path: key === 'credentials' ? ['amazon', key] : [key] };
    if (path.includes(':')) {
      const message = `podman cannot mount ${JSON.stringify(path)}: a colon ends a path`;
      return [new Fault('command/path', message, { at, hint: 'use a path without colons' })];
    }
    if (/^\.{0,2}\//.test(path)) return [];
    // Podman takes a bare name for that of a volume.
    const hint = `write it as an absolute path, or as ${JSON.stringify(`./${path}`)}`;
    return [new Fault('command/path', `podman takes ${JSON.stringify(path)} for the name of a volume`, { at, hint })];
  });
}
