import { filled, flag, list, optional, record, required, text } from '../shape.ts';
import type { Customizations } from './customizations.ts';
import { customizationsShape } from './customizations.ts';

/** A blueprint, with the keys of the format (blueprint library v1.32.0). Sizes are bytes; an absent key was not given. */
export interface Blueprint {
  readonly name?: string;
  readonly description?: string;
  readonly version?: string;
  readonly packages?: readonly PackageChoice[];
  readonly modules?: readonly PackageChoice[];
  readonly enabled_modules?: readonly ModuleChoice[];
  readonly groups?: readonly PackageGroupChoice[];
  readonly containers?: readonly ContainerChoice[];
  readonly customizations?: Customizations;
  readonly distro?: string;
  readonly architecture?: string;
}

export interface PackageChoice {
  readonly name: string;
  readonly version?: string;
}

export interface ModuleChoice {
  readonly name: string;
  readonly stream?: string;
}

export interface PackageGroupChoice {
  readonly name: string;
}

export interface ContainerChoice {
  readonly source: string;
  readonly name?: string;
  readonly 'tls-verify'?: boolean;
  readonly 'local-storage'?: boolean;
}

const name = required(text({ filled: true }), 'Name.');

const packageShape = record<PackageChoice>('a package', {
  name,
  version: filled(text({ examples: ['*', '1.2.*'] }), 'Version. Default: any.'),
});

/** In the order of the blueprint library (v1.32.0), in which the reference reports unsupported options. */
export const blueprintShape = record<Blueprint>(
  'a blueprint',
  {
    name: filled(text(), 'Name of the blueprint; says nothing of the image.'),
    description: filled(text(), 'What the blueprint is for.'),
    version: filled(text({ examples: ['1.0.0'] }), 'Version of the blueprint.'),
    packages: optional(list(packageShape), 'Packages; a container has its own, so add them there.'),
    modules: optional(list(packageShape), 'Packages, by an older name.'),
    enabled_modules: optional(
      list(record<ModuleChoice>('a module', { name, stream: filled(text(), 'Stream.') })),
      'Modularity streams.',
    ),
    groups: optional(list(record<PackageGroupChoice>('a package group', { name })), 'Package groups.'),
    containers: optional(
      list(
        record<ContainerChoice>('a container', {
          source: required(text({ filled: true }), 'Reference of the container.'),
          name: filled(text(), 'Name in the image.'),
          'tls-verify': optional(flag(), 'Whether the registry must have a valid certificate.'),
          'local-storage': filled(flag(), 'Take it from the storage of this machine.'),
        }),
      ),
      'Containers to embed.',
    ),
    customizations: optional(customizationsShape, 'What to change in the image.'),
    distro: filled(text(), 'Distribution that the blueprint is for.'),
    architecture: filled(text(), 'Architecture that the blueprint is for.'),
  },
  { independent: true },
);
