import { shownLine, shownOutput, unreachable } from '@bootwright/core';
import type { BootcFacts } from '../inspect-tree.ts';
import type { InstallConfiguration } from '../install/install-configuration.ts';
import { printInstallConfiguration } from '../install/print-install-configuration.ts';
import { renderYaml } from './render-yaml.ts';

/** The formats of `bootc container inspect --format`. */
export type BootcFormat = 'json' | 'yaml' | 'humanreadable';

/**
 * What `bootc container inspect` prints, byte for byte where nothing in it is unsafe to show: JSON by default, which does
 * not end with a newline.
 */
export function renderBootcInspection(facts: BootcFacts, format: BootcFormat = 'json'): string {
  const { kernelArguments: kargs, kernel: found } = facts;
  const kernel = found === undefined ? null : { version: found.version, unified: found.unified };
  switch (format) {
    case 'json':
      return shownJson(JSON.stringify({ kargs, kernel }, null, 2));
    case 'yaml':
      // YAML 1.1, for serde_yaml puts words such as `yes` into quotes.
      return renderYaml({ kargs, kernel }, { version: '1.1', indentSeq: false, singleQuote: true });
    case 'humanreadable': {
      const type = kernel === null ? '' : `  Type: ${kernel.unified ? 'UKI' : 'vmlinuz'}\n`;
      const words = kargs.length === 0 ? '<none>' : shownLine(kargs.join(' '));
      return `Kernel: ${shownLine(kernel?.version ?? '<none>')}\n${type} Kargs: ${words}\n`;
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
  return shownJson(JSON.stringify(printInstallConfiguration(configuration, all)));
}

/** The same JSON, with escapes for what is unsafe to show: only there its bytes differ from bootc's. */
function shownJson(json: string): string {
  return shownOutput(json, { controls: false });
}

/** The names of modules, one a line; nothing where there are none. */
export function renderModules(names: readonly string[]): string {
  return names.map((name) => `${shownLine(name)}\n`).join('');
}
