import { givenFlags, optionsFault } from '../arguments/options-fault.ts';
import { type BootGiven, bootOptions } from './boot-options.ts';

/** Rejects options that exclude or need each other, before anything is read or started (`usage/options`). */
export function checkOptions(disk: string | undefined, given: BootGiven): void {
  const { makeKeys, firmware, firmwareVars, secureBoot, keys, network, sshPort, until } = given;
  const { makeKeys: _, ...notKeys } = bootOptions;
  if (makeKeys !== undefined) checkAlone('--make-keys', disk, givenFlags(notKeys, given, {}));
  const { readConsole: __, arch: ___, ...notConsole } = bootOptions;
  if (given.readConsole !== undefined) checkAlone('--read-console', disk, givenFlags(notConsole, given, {}));
  const keeping = given.detach ? '--detach' : '--stay';
  if (given.name !== undefined && !given.stay && !given.detach) {
    throw optionsFault('--name needs --stay or --detach', 'add one, or leave --name out');
  }
  if ((given.stay || given.detach) && until?.kind === 'end') {
    throw optionsFault(`--until end waits until nothing is left for ${keeping}`, `leave out --until end or ${keeping}`);
  }
  if (given.stay && given.detach) {
    throw optionsFault('--stay keeps the terminal, and --detach does not', 'leave one out');
  }
  const isFile = firmware !== undefined && firmware !== 'uefi' && firmware !== 'bios';
  if (firmwareVars !== undefined && !isFile) {
    throw optionsFault('--firmware-vars needs --firmware FILE', 'give both, or neither');
  }
  if (keys !== undefined && !secureBoot) {
    throw optionsFault('--keys needs --secure-boot', 'add --secure-boot, or leave --keys out');
  }
  if (firmware === 'bios' && secureBoot) {
    throw optionsFault('--firmware bios does not support Secure Boot', 'leave out --firmware bios or --secure-boot');
  }
  const ssh = sshPort !== undefined ? '--ssh-port' : until?.kind === 'ssh' ? '--until ssh' : undefined;
  if (network === 'none' && ssh !== undefined) {
    throw optionsFault(
      `${ssh} needs a network, but --network none was given`,
      'use --network isolated or --network user',
    );
  }
}

/** Rejects a disk, and the flags of options that serve a boot, next to one that boots nothing. */
function checkAlone(flag: string, disk: string | undefined, flags: readonly string[]): void {
  const ignored = disk ?? flags[0];
  if (ignored === undefined) return;
  throw optionsFault(`${flag} boots nothing; ${ignored} would have no effect`, `leave out ${ignored}, or ${flag}`);
}
