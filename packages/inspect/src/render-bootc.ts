import { unreachable } from '@bootwright/core';
import { stringify } from 'yaml';
import type { BootcFacts } from './inspect-tree.ts';
import type { InstallConfiguration } from './install-configuration.ts';
import { printInstallConfiguration } from './print-install-configuration.ts';

/** The formats of `bootc container inspect --format`. */
export type BootcFormat = 'json' | 'yaml' | 'humanreadable';

/** What `bootc container inspect` prints, byte for byte: JSON by default, which does not end with a newline. */
export function renderBootcInspection(facts: BootcFacts, format: BootcFormat = 'json'): string {
  const { kernelArguments: kargs, kernel: found } = facts;
  const kernel = found === undefined ? null : { version: found.version, unified: found.unified };
  switch (format) {
    case 'json':
      return JSON.stringify({ kargs, kernel }, null, 2);
    case 'yaml':
      // YAML 1.1, for serde_yaml puts words such as `yes` into quotes.
      return stringify({ kargs, kernel }, { version: '1.1', indentSeq: false, lineWidth: 0, singleQuote: true });
    case 'humanreadable': {
      const type = kernel === null ? '' : `  Type: ${kernel.unified ? 'UKI' : 'vmlinuz'}\n`;
      return `Kernel: ${kernel?.version ?? '<none>'}\n${type} Kargs: ${kargs.length === 0 ? '<none>' : kargs.join(' ')}\n`;
    }
    default:
      return unreachable(format);
  }
}

/**
 * What `bootc install print-configuration` prints, byte for byte: JSON on one line, without a newline. `all` is its
 * `--all`, which adds the kernel arguments.
 */
export function renderInstallConfiguration(configuration: InstallConfiguration | undefined, all = false): string {
  return JSON.stringify(printInstallConfiguration(configuration, all));
}

/** The names of modules, one a line; nothing where there are none. */
export function renderModules(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join('');
}
