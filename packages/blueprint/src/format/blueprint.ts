import { filled, type Infer, list, optional, required } from '@bootwright/core/schemas';
import { flag, record, text } from './blueprint-fields.ts';
import { customizationsSchema } from './customizations.ts';

const name = required(text({ filled: true }), 'Name.');

const packageSchema = record('a package', {
  name,
  version: filled(text({ examples: ['*', '1.2.*'] }), 'Version. Default: any.'),
});

const moduleSchema = record('a module', { name, stream: filled(text(), 'Stream.') });
const packageGroupSchema = record('a package group', { name });
const containerSchema = record('a container', {
  source: required(text({ filled: true }), 'Reference of the container.'),
  name: filled(text(), 'Name in the image.'),
  'tls-verify': optional(flag(), 'Whether the registry must have a valid certificate.'),
  'local-storage': filled(flag(), 'Take it from the storage of this machine.'),
});

/** In the order of the blueprint library (v1.32.0), in which the reference reports unsupported options. */
export const blueprintSchema = record('a blueprint', {
  name: filled(text(), 'Name of the blueprint; says nothing of the image.'),
  description: filled(text(), 'What the blueprint is for.'),
  version: filled(text({ examples: ['1.0.0'] }), 'Version of the blueprint.'),
  packages: optional(list(packageSchema), 'Packages; a container has its own, so add them there.'),
  modules: optional(list(packageSchema), 'Packages, by an older name.'),
  enabled_modules: optional(list(moduleSchema), 'Modularity streams.'),
  groups: optional(list(packageGroupSchema), 'Package groups.'),
  containers: optional(list(containerSchema), 'Containers to embed.'),
  customizations: optional(customizationsSchema, 'What to change in the image.'),
  distro: filled(text(), 'Distribution that the blueprint is for.'),
  architecture: filled(text(), 'Architecture that the blueprint is for.'),
});

/** A blueprint, with the keys of the format (blueprint library v1.32.0). Sizes are bytes; an absent key was not given. */
export type Blueprint = Infer<typeof blueprintSchema>;
