import { blueprintJsonSchema } from '@bootwright/blueprint';
import { containerInfoJsonSchema } from '@bootwright/container-facts';
import { imageTypeNames } from '@bootwright/image-types';

/** A JSON Schema, or a part of one. */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };

const closed = (properties: Readonly<Record<string, object>>): Schema => ({
  type: 'object',
  properties,
  additionalProperties: false,
});

const options = closed({
  size: { type: 'integer', minimum: 0, description: 'Least size of the root file system in bytes' },
  bootc: closed({
    installer_payload_ref: text,
    omit_default_kernel_args: { ...flag, description: 'Leave out the kernel arguments of the image type' },
    use_remote_container_source: { ...flag, description: 'Fetch the container from its registry' },
  }),
  subscription: closed({
    organization: text,
    activation_key: text,
    server_url: text,
    base_url: text,
    insights: flag,
    rhc: { ...flag, description: 'Register with rhc, not with subscription-manager' },
    proxy: text,
    template_name: text,
    template_uuid: text,
    patch_url: text,
    content_sets: { type: 'array', items: text },
  }),
});

const treeEntry: Schema = {
  anyOf: [
    { ...text, description: 'The text of a file' },
    { ...closed({ link: text }), required: ['link'] },
    { ...closed({ dir: { const: true } }), required: ['dir'] },
    { ...closed({ base64: text }), required: ['base64'] },
  ],
};

/** A schema that stands inside another has no dialect of its own, and its references begin where it stands. */
function inside(schema: object): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'));
}

/** JSON Schema (2020-12) of what `manifest --request` and each line of `batch` read. */
export function requestJsonSchema(): Schema {
  const container = inside(containerInfoJsonSchema());
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Request for one image',
    ...closed({
      name: { ...text, description: 'For people; results carry it' },
      container,
      build_container: { ...container, description: 'What builds the image; by default the container itself' },
      image_type: { ...text, examples: imageTypeNames },
      options,
      blueprint: inside(blueprintJsonSchema()),
      seed: {
        type: ['integer', 'string'],
        description: 'Signed 64 bits, of the random stream that UUIDs are drawn from',
        pattern: '^-?\\d{1,19}$',
      },
      tree: {
        type: 'object',
        additionalProperties: treeEntry,
        description: "The container's root, path by path; os_info is then read from it",
      },
    }),
    required: ['container', 'image_type'],
  };
}
