import type { Blueprint } from '@bootwright/blueprint';
import type { ContainerInfoJson } from '@bootwright/container-facts';
import { bytes, defined } from '@bootwright/core';
import {
  coded,
  defaulted,
  type InferInput,
  integer,
  noted,
  optional,
  record,
  renamed,
  required,
  type Schema,
  text,
} from '@bootwright/core/schemas';
import { imageTypeNames } from '@bootwright/image-types';
import * as z from 'zod/mini';
import type { BuildOptions } from './build-request.ts';
import { parseSeed } from './parse-seed.ts';
import { sealed } from './sealed-options.ts';
import { subscription } from './subscription.ts';

const bootc = renamed(
  {
    installer_payload_ref: optional(text(), 'The container that an installer deploys; disks have none'),
    omit_default_kernel_args: defaulted(z.boolean(), false, 'Leave out the kernel arguments of the image type'),
    use_remote_container_source: defaulted(z.boolean(), false, 'Fetch the container from its registry'),
  },
  {
    installer_payload_ref: 'installerPayload',
    omit_default_kernel_args: 'omitDefaultKernelArguments',
    use_remote_container_source: 'remoteSource',
  },
);

/** Options of the reference (ImageOptions of pkg/distro) that images made of bootc containers do not read. */
const ignored = {
  ostree: optional(
    record({
      ref: optional(text()),
      parent: optional(text()),
      url: optional(text()),
      contenturl: optional(text()),
      rhsm: optional(z.boolean()),
    }),
    'No effect',
  ),
  facts: optional(record({ APIType: optional(integer(0)) }), 'No effect'),
  'partitioning-mode': optional(text(), 'No effect'),
  use_bootstrap_container: optional(z.boolean(), 'No effect'),
  preview: optional(z.boolean(), 'No effect'),
};

export const ignoredOptions = Object.keys(ignored);

const options = coded(
  record({
    size: optional(integer(0), 'Least size of the root file system in bytes; by default twice the container'),
    bootc: z.prefault(bootc, {}),
    subscription: optional(subscription, 'Registration with Red Hat at the first boot'),
    sealed: optional(sealed, 'Customizations of sealed images'),
    ...ignored,
  }),
  {
    decode: ({ size, bootc: own, subscription: registration, sealed: delivery }): BuildOptions => ({
      ...(size === undefined ? {} : { size: bytes(size) }),
      ...own,
      ...defined({ subscription: registration, sealed: delivery }),
    }),
    encode: ({ size, subscription: registration, sealed: delivery, ...own }) => ({
      bootc: own,
      ...defined({ size, subscription: registration, sealed: delivery }),
    }),
  },
);

const imageType = noted(text(), { jsonSchema: { type: 'string', enum: imageTypeNames } });

const seed = coded(
  noted(z.custom<number | string | bigint>(), {
    jsonSchema: { type: ['integer', 'string'], pattern: '^-?\\d{1,19}$' },
  }),
  { decode: (value) => parseSeed(value, {}), encode: String },
);

/** A root directory, path by path. */
export type TreeInput = Readonly<
  Record<string, string | { readonly link: string } | { readonly dir: true } | { readonly base64: string }>
>;

/** A document of its own inside the request, which its own parser reads. */
const document = <Input>(): Schema<Input, Input> => z.custom<Input>();

export const requestSchema = record(
  {
    $schema: optional(text(), 'Address of this schema, for editors'),
    name: optional(text(), 'For people; results carry it'),
    container: required(document<ContainerInfoJson>(), 'What the image boots'),
    build_container: optional(document<ContainerInfoJson>(), 'What builds the image; by default the container itself'),
    image_type: required(imageType, 'Name or alias of an image type'),
    options: z.prefault(options, {}),
    blueprint: optional(document<Blueprint>(), 'Customizations of the image'),
    seed: defaulted(seed, 0n, 'Signed 64 bits, of the random stream that UUIDs are drawn from'),
    tree: optional(document<TreeInput>(), "The container's root, path by path; os_info is then read from it"),
  },
  { noun: 'the request' },
);

/** Members of a request that are documents of their own. */
export const documentKeys = ['container', 'build_container', 'blueprint', 'tree'] as const;

/** A request as JSON has it, for editors: what `parseBuildRequest` reads. */
export interface BuildRequestInput extends InferInput<typeof requestSchema> {}
