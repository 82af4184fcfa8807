import { optionsFault } from '../arguments/options-fault.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { writeFile } from '../files/write-file.ts';
import type { Host } from '../host.ts';

/** Writes a binary file, or standard output where no file is named and no terminal would show it. */
export async function writeBinary(bytes: Uint8Array, file: string | undefined, host: Host): Promise<ExitStatus> {
  if (file !== undefined) await writeFile(file, bytes, host);
  else if (host.stdout.terminal) {
    const message = 'standard output is a terminal, which cannot show a binary file';
    throw optionsFault(message, 'name a file with --output');
  } else await host.stdout.write(bytes);
  return exitStatus.done;
}
