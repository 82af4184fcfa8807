import { type JsonSchema, jsonSchemaOf } from '@bootwright/core/schemas';
import { dropInSchema } from './install-configuration.ts';

/** JSON Schema (2020-12) of a file of /usr/lib/bootc/install, as `readInstallText` reads it. */
export function installJsonSchema(): JsonSchema {
  return withOpenOstree(
    jsonSchemaOf(dropInSchema, {
      title: 'Install configuration of bootc',
      description: 'A file of /usr/lib/bootc/install: defaults of "bootc install" for this container',
    }),
  );
}

/** bootc warns of other keys of `[install.ostree]` and ignores them: they are notices, not faults. */
function withOpenOstree({ properties, ...schema }: JsonSchema): JsonSchema {
  const { install } = Object(properties);
  const { additionalProperties: _, ...ostree } = Object(install).properties.ostree;
  const opened = { ...install, properties: { ...install.properties, ostree } };
  return { ...schema, properties: { install: opened } };
}
