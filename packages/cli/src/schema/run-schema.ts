import { resolve } from 'node:path';
import { Fault, unreachable } from '@bootwright/core';
import type { JsonSchema } from '@bootwright/core/schemas';
import { makeFolder } from '@bootwright/process/files';
import { oneOf } from '../arguments/option.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { writeFile } from '../files/write-file.ts';
import { type SchemaGiven, schemaNames } from './schema-command.ts';

/** Where the schemas of docs/schemas are published: an editor loads them from here. */
export const schemaHome = 'https://raw.githubusercontent.com/bootwright/bootwright/main/docs/schemas';

/** Prints the schema of that name, or writes it or all of them. */
export async function runSchema(
  word: string | undefined,
  { all, output }: SchemaGiven,
  { host }: CommandContext,
): Promise<ExitStatus> {
  if (!all) {
    if (word === undefined) {
      const hint = `give a name: ${schemaNames.join(', ')}`;
      throw new Fault('usage/arguments', 'no schema is named', { hint });
    }
    const text = await schemaText(oneOf(schemaNames, word));
    if (output === undefined) await host.stdout.write(text);
    else await writeFile(output, text, host);
    return exitStatus.done;
  }
  if (word !== undefined || output === undefined) {
    const message = word === undefined ? '--all needs --output' : `--all writes every schema, and ${word} is named`;
    throw new Fault('usage/options', message, { hint: 'write "bootwright schema --all --output FOLDER"' });
  }
  const folder = resolve(host.directory, output);
  makeFolder(folder, { hint: 'give a folder that you may write to' });
  for (const name of schemaNames) await writeFile(resolve(folder, `${name}.json`), await schemaText(name), host);
  return exitStatus.done;
}

async function schemaText(name: (typeof schemaNames)[number]): Promise<string> {
  const { $schema, ...schema } = await schemaOf(name);
  return encodeJson({ $schema, $id: `${schemaHome}/${name}.json`, ...schema });
}

async function schemaOf(name: (typeof schemaNames)[number]): Promise<JsonSchema> {
  switch (name) {
    case 'request':
      return (await import('@bootwright/build-request')).requestJsonSchema();
    case 'blueprint':
      return (await import('@bootwright/blueprint')).blueprintJsonSchema();
    case 'disk.yaml':
      return (await import('@bootwright/disk')).diskDefinitionJsonSchema();
    case 'iso.yaml':
      return (await import('@bootwright/container-facts')).isoDefinitionJsonSchema();
    case 'install-configuration':
      return (await import('@bootwright/inspect')).installJsonSchema();
    case 'kargs.d':
      return (await import('@bootwright/inspect')).kargsJsonSchema();
    case 'facts':
      return (await import('@bootwright/container-facts')).containerInfoJsonSchema();
    case 'cases':
      return (await import('@bootwright/golden')).caseFileJsonSchema();
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
