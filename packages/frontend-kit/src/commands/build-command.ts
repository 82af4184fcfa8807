import { shellText, unreachable } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';
import type { AmazonUpload, BuildChoice, BuildCommand, Builder } from './build-choice.ts';
import { limitFaults, mountFaults } from './builder-limits.ts';
import { checkChoice } from './check-choice.ts';

/**
 * The command line of a builder for what a user chose. It is whole where there are faults as well, without what the builder
 * has no option for.
 */
export function buildCommand(builder: Builder, choice: BuildChoice): BuildCommand {
  const { types, faults, notices } = checkChoice(choice);
  const inContainer = choice.builderImage !== undefined && builder !== 'bootwright';
  // Not each builder knows the aliases of a type.
  const imageTypes = choice.imageTypes.map((name) => types.find(isCalled(name))?.name ?? name);
  const command = argumentsOf(builder, { ...choice, imageTypes });
  const argv = [...(choice.sudo === true ? ['sudo'] : []), ...command];
  return {
    argv,
    shell: shellText(argv),
    faults: [...faults, ...limitFaults(builder, choice, types), ...(inContainer ? mountFaults(choice) : [])],
    notices,
  };
}

const isCalled =
  (name: string) =>
  (type: ImageType): boolean =>
    type.name === name || type.aliases.includes(name);

function argumentsOf(builder: Builder, choice: BuildChoice): readonly string[] {
  switch (builder) {
    case 'image-builder':
      return choice.builderImage === undefined
        ? ['image-builder', ...imageBuilderArguments(choice)]
        : [...podmanRun(choice, '/var/cache/image-builder/store'), ...imageBuilderArguments(insideOf(choice))];
    case 'bootc-image-builder':
      return [...podmanRun(choice, '/store'), ...bootcImageBuilderArguments(choice)];
    case 'bootwright':
      return ['bootwright', ...bootwrightArguments(choice)];
    default:
      return unreachable(builder);
  }
}

/** An option with its value, where there is one. */
function option(name: string, value: string | bigint | undefined): readonly string[] {
  return value === undefined ? [] : [name, String(value)];
}

const flag = (name: string, given: boolean | undefined): readonly string[] => (given === true ? [name] : []);

const ownerText = ({ owner }: BuildChoice): string | undefined =>
  owner === undefined ? undefined : [owner.uid, ...(owner.gid === undefined ? [] : [owner.gid])].join(':');

const progressText = ({ progress }: BuildChoice, machine: string): string | undefined =>
  progress === 'machine' ? machine : progress;

/** What `image-builder` and `bootwright` name alike. */
function commonArguments(choice: BuildChoice): readonly string[] {
  return [
    ...option('--arch', choice.architecture),
    ...option('--bootc-default-fs', choice.rootFilesystem),
    ...option('--blueprint', choice.blueprint),
    ...option('--bootc-installer-payload-ref', choice.payload),
    ...flag('--bootc-no-default-kernel-args', choice.omitDefaultKernelArguments),
    ...option('--seed', choice.seed),
    ...option('--cache', choice.cache),
    '--output-dir',
    choice.outputDirectory,
  ];
}

function imageBuilderArguments(choice: BuildChoice): readonly string[] {
  return [
    ...['build', '--bootc-ref', choice.image],
    ...option('--bootc-build-ref', choice.buildImage),
    ...flag('--bootc-pull-container', choice.fromRegistry),
    ...commonArguments(choice),
    ...option('--progress', progressText(choice, 'file')),
    ...amazonArguments(choice.amazon),
    ...choice.imageTypes,
  ];
}

function bootwrightArguments(choice: BuildChoice): readonly string[] {
  return [
    ...['build', choice.image, '--type', choice.imageTypes.join(',')],
    ...option('--build-ref', choice.buildImage),
    ...flag('--bootc-remote', choice.fromRegistry),
    ...commonArguments(choice),
    ...option('--chown', ownerText(choice)),
    ...option('--progress', progressText(choice, 'json')),
  ];
}

function bootcImageBuilderArguments(choice: BuildChoice): readonly string[] {
  return [
    ...['build', '--output', '/output'],
    ...choice.imageTypes.flatMap((type) => ['--type', type]),
    ...option('--target-arch', choice.architecture),
    ...option('--rootfs', choice.rootFilesystem),
    ...option('--build-container', choice.buildImage),
    ...option('--installer-payload-ref', choice.payload),
    ...option('--chown', ownerText(choice)),
    ...option('--progress', progressText(choice, 'verbose')),
    ...amazonArguments(choice.amazon),
    choice.image,
  ];
}

function amazonArguments(upload: AmazonUpload | undefined): readonly string[] {
  if (upload === undefined) return [];
  const { imageName, bucket, region } = upload;
  return ['--aws-ami-name', imageName, '--aws-bucket', bucket, '--aws-region', region];
}

const usualStorage = '/var/lib/containers/storage';

/** Podman with what a builder needs: privileges, the containers, the folders of the choice at their places inside. */
function podmanRun(choice: BuildChoice, store: string): readonly string[] {
  const { outputDirectory, blueprint, cache, amazon, storage = usualStorage } = choice;
  const mount = (path: string | undefined, place: string, mode = '') =>
    path === undefined ? [] : ['--volume', `${path}:${place}${mode}`];
  return [
    ...['podman', 'run', '--rm', '--privileged', '--pull', 'newer', '--security-opt', 'label=type:unconfined_t'],
    ...mount(outputDirectory, '/output'),
    ...mount(storage, usualStorage),
    ...mount(cache, store),
    ...mount(blueprint, configPlace(blueprint), ':ro'),
    ...mount(amazon?.credentials, '/root/.aws', ':ro'),
    ...(choice.builderImage === undefined ? [] : [choice.builderImage]),
  ];
}

/** Where bootc-image-builder looks for a blueprint, by the format of it. */
function configPlace(blueprint: string | undefined): string {
  return blueprint?.endsWith('.json') === true ? '/config.json' : '/config.toml';
}

/** The choice with the paths that its folders have inside of the container; the cache is where image-builder looks. */
function insideOf({ cache: _, ...choice }: BuildChoice): BuildChoice {
  const { blueprint } = choice;
  return {
    ...choice,
    outputDirectory: '/output',
    ...(blueprint === undefined ? {} : { blueprint: configPlace(blueprint) }),
  };
}
