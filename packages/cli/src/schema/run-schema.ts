import { unreachable } from '@bootwright/core';
import type { JsonSchema } from '@bootwright/core/schemas';
import { oneOf } from '../arguments/option.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { schemaNames } from './schema-command.ts';

/** Below it, schemas have their names: an identity for tools, not an address to load. */
const home = 'https://bootwright.org/schemas';

/** Prints the schema of that name. */
export async function runSchema(word: string, { host }: CommandContext): Promise<ExitStatus> {
  const name = oneOf(schemaNames, word);
  const { $schema, ...schema } = await schemaOf(name);
  await host.stdout.write(encodeJson({ $schema, $id: `${home}/${name}.json`, ...schema }));
  return exitStatus.done;
}

async function schemaOf(name: (typeof schemaNames)[number]): Promise<JsonSchema> {
  switch (name) {
    case 'request':
      return (await import('@bootwright/build-request')).requestJsonSchema();
    case 'blueprint':
      return (await import('@bootwright/blueprint')).blueprintJsonSchema();
    case 'disk.yaml':
      return (await import('@bootwright/disk')).diskDefinitionJsonSchema();
    case 'inspection':
      return (await import('./inspection-schema.ts')).inspectionJsonSchema();
    case 'build-event':
      return (await import('./build-event-schema.ts')).buildEventJsonSchema();
    case 'manifest':
      return (await import('@bootwright/osbuild/schemas')).manifestJsonSchema();
    default:
      return unreachable(name);
  }
}
