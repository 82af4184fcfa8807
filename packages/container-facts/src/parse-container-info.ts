import { inside, type Location, type Notice, pushAll } from '@bootwright/core';
import { encodeBySchema, type JsonSchema, jsonSchemaOf, parseBySchema } from '@bootwright/core/schemas';
import { type ContainerInfo, type ContainerInfoJson, containerSchema, factsSchema } from './container-info.ts';
import { ignoredOptions } from './ignored-options.ts';

export interface ParsedContainerInfo {
  readonly info: ContainerInfo;
  readonly notices: readonly Notice[];
}

/**
 * The facts of a container from their JSON form (the `container` of a request, what `inspect --format json` prints).
 *
 * Every fact may be missing, and `''` and a size of 0 count as missing: whether an image can be planned without it is
 * the planner's question. Faults (all of them, the first thrown): unknown keys, wrong types, an unknown architecture, a
 * broken `disk_yaml` or `image_customization`. A key `$schema`, which editors read, says nothing of the container.
 */
export function parseContainerInfo(value: unknown, at: Location = { document: 'container' }): ParsedContainerInfo {
  const notices: Notice[] = [];
  const { $schema: _, ...info } = parseBySchema(factsSchema, value, { at, subject: 'container', notices });
  const { customizations } = info.os;
  if (customizations !== undefined) {
    const place = inside(at, 'os_info', 'image_customization');
    const { file, value: options } = customizations;
    pushAll(
      notices,
      ignoredOptions({ customizations: options }, file, (path) => inside(place, ...path.slice(1))),
    );
  }
  return { info, notices };
}

/** The facts as plain JSON, keys in a fixed order, absent facts left out; `parseContainerInfo` reads it back. */
export function encodeContainerInfo(info: ContainerInfo): ContainerInfoJson {
  return encodeBySchema(containerSchema, info);
}

/** JSON Schema (2020-12) of what `encodeContainerInfo` writes and `parseContainerInfo` reads. */
export function containerInfoJsonSchema(): JsonSchema {
  return jsonSchemaOf(factsSchema, { title: 'Facts of a bootable container' });
}
