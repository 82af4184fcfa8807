import { resolve } from 'node:path';
import type { JsonSchema } from '@bootwright/core/schemas';
import { makeFolder } from '@bootwright/process/files';
import { oneOf } from '../arguments/option.ts';
import { argumentsFault, optionsFault } from '../arguments/options-fault.ts';
import type { CommandContext } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { writeFile } from '../files/write-file.ts';
import { type SchemaGiven, type SchemaName, schemaNames } from './schema-command.ts';

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
      throw argumentsFault('no schema is named', `give a name: ${schemaNames.join(', ')}`);
    }
    const text = await schemaText(oneOf(schemaNames, word));
    if (output === undefined) await host.stdout.write(text);
    else await writeFile(output, text, host);
    return exitStatus.done;
  }
  if (word !== undefined || output === undefined) {
    const message = word === undefined ? '--all needs --output' : `--all writes every schema, and ${word} is named`;
    throw optionsFault(message, 'write "bootwright schema --all --output FOLDER"');
  }
  const folder = resolve(host.directory, output);
  makeFolder(folder, { hint: 'give a folder that you may write to' });
  for (const name of schemaNames) await writeFile(resolve(folder, `${name}.json`), await schemaText(name), host);
  return exitStatus.done;
}

async function schemaText(name: SchemaName): Promise<string> {
  const { $schema, ...schema } = await schemas[name]();
  return encodeJson({ $schema, $id: `${schemaHome}/${name}.json`, ...schema });
}

/** What gives each schema; its package is loaded for it alone. */
const schemas: Readonly<Record<SchemaName, () => Promise<JsonSchema>>> = {
  request: async () => (await import('@bootwright/build-request')).requestJsonSchema(),
  blueprint: async () => (await import('@bootwright/blueprint')).blueprintJsonSchema(),
  'disk.yaml': async () => (await import('@bootwright/disk')).diskDefinitionJsonSchema(),
  'iso.yaml': async () => (await import('@bootwright/container-facts')).isoDefinitionJsonSchema(),
  'install-configuration': async () => (await import('@bootwright/inspect')).installJsonSchema(),
  'kargs.d': async () => (await import('@bootwright/inspect')).kargsJsonSchema(),
  facts: async () => (await import('@bootwright/container-facts')).containerInfoJsonSchema(),
  cases: async () => (await import('@bootwright/golden')).caseFileJsonSchema(),
  inspection: async () => (await import('./inspection-schema.ts')).inspectionJsonSchema(),
  'build-event': async () => (await import('./build-event-schema.ts')).buildEventJsonSchema(),
  manifest: async () => (await import('@bootwright/osbuild/schemas')).manifestJsonSchema(),
};
