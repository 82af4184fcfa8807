import { defineCommand } from '../command.ts';
import { vmActions, vmOptions } from './vm-options.ts';

export const vmCommand = defineCommand({
  name: 'vm',
  summary: 'list, enter and stop the virtual machines that "boot --stay" and "boot --detach" keep running',
  description: [
    '  ls          lists them: name, disk, process, since when, and the port of 127.0.0.1 that leads to SSH',
    '  ssh         logs in, or runs COMMAND, with the key that boot has given to root; the status is that of ssh',
    '  stop        presses the power button, and ends what is not off after --timeout; says what happened',
    '  console     prints the last lines of the console',
    '  screenshot  writes the display as PNG',
    '',
    'Machines are found in a folder of this user alone, below XDG_RUNTIME_DIR, and only as long as their process runs.',
  ].join('\n'),
  operands: [
    { name: 'ACTION', summary: vmActions.join(', '), required: true, completes: { words: vmActions } },
    { name: 'NAME', summary: 'the virtual machine, as ls has it; for stop: several', required: false, completes: 'vm' },
    {
      name: 'COMMAND',
      summary: 'ssh: what to run, behind "--"; one word is read by the shell of the guest',
      required: false,
      repeated: true,
      completes: 'vm',
    },
  ],
  options: vmOptions,
  examples: [
    { line: 'bootwright vm ls', summary: 'what runs?' },
    { line: 'bootwright vm ssh web -- systemctl --failed', summary: 'run a command in it' },
    { line: 'bootwright vm screenshot web -o display.png', summary: 'what does it show?' },
    { line: 'bootwright vm stop --all', summary: 'end them all' },
  ],
  run: async (given, [action = '', ...operands], context) =>
    (await import('./run-vm.ts')).runVm(action, operands, given, context),
});
