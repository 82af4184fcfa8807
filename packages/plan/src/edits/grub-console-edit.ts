import type { BootloaderCustomization } from '@bootwright/blueprint';
import type { GrubConsoleEdit } from './deployment-edit.ts';

/** The console of GRUB, if any of its settings is given. */
export function grubConsoleEdit(bootloader: BootloaderCustomization | undefined): readonly GrubConsoleEdit[] {
  const {
    terminal_input: terminalInput = [],
    terminal_output: terminalOutput = [],
    serial = '',
  } = bootloader?.grub2 ?? {};
  if (terminalInput.length === 0 && terminalOutput.length === 0 && serial === '') return [];
  return [{ kind: 'grub-console', terminalInput, terminalOutput, ...(serial === '' ? {} : { serial }) }];
}
