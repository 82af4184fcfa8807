import { givenFlags, optionsFault } from '../arguments/options-fault.ts';
import { type BootGiven, bootOptions } from './boot-options.ts';

/** Rejects options that exclude or need each other, before anything is read or started (`usage/options`). */
export function checkOptions(disk: string | undefined, given: BootGiven): void {
  const { makeKeys, firmware, firmwareVars, secureBoot, keys, network, sshPort, until } = given;
  if (makeKeys !== undefined) checkMakeKeys(disk, given);
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

/** `--make-keys` boots nothing. */
function checkMakeKeys(disk: string | undefined, given: BootGiven): void {
  const { makeKeys: _, ...others } = bootOptions;
  const ignored = disk ?? givenFlags(others, given, {})[0];
  if (ignored === undefined) return;
  throw optionsFault(
    `--make-keys boots nothing; ${ignored} would have no effect`,
    `leave out ${ignored}, or --make-keys`,
  );
}
