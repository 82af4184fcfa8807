import { diskTypes } from '@bootwright/image-types';
import type { CommandContext } from '../command.ts';
import { sealedArchitectures } from '../describe/sealed-support.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { styleOf } from '../terminal/colour.ts';
import { renderTable } from '../terminal/table.ts';

/** Prints every image type: name, file, architectures, and those on which a sealed image boots. */
export async function runList({ host, json }: CommandContext): Promise<ExitStatus> {
  const types = diskTypes.map((type) => ({
    name: type.name,
    aliases: type.aliases,
    summary: type.summary,
    filename: type.filename,
    mime_type: type.mimeType,
    exports: type.exports,
    architectures: type.architectures,
    sealed_architectures: sealedArchitectures(type),
  }));
  if (json) {
    await host.stdout.write(`${JSON.stringify(types, null, 2)}\n`);
    return exitStatus.done;
  }
  const rows = types.map((type) => [
    [type.name, ...type.aliases].join(', '),
    type.filename,
    type.architectures.join(' '),
    type.sealed_architectures.join(' '),
    type.summary,
  ]);
  const [header = '', ...lines] = renderTable([
    ['TYPE', 'FILE', 'ARCHITECTURES', 'SEALED ON', 'WHAT IT IS'],
    ...rows,
  ]).split(/(?<=\n)/);
  await host.stdout.write(`${styleOf(host.stdout).strong(header.trimEnd())}\n${lines.join('')}`);
  return exitStatus.done;
}
