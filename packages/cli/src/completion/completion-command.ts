import { defineCommand } from '../command.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;

export const completionCommand = defineCommand({
  name: 'completion',
  summary: 'print the completion script for a shell',
  operands: [{ name: 'SHELL', summary: shells.join(', '), required: true, completes: { words: shells } }],
  options: {},
  examples: [
    { line: 'source <(bootwright completion bash)', summary: 'in ~/.bashrc' },
    { line: 'source <(bootwright completion zsh)', summary: 'in ~/.zshrc, after compinit' },
    { line: 'bootwright completion fish > ~/.config/fish/completions/bootwright.fish', summary: 'once' },
  ],
  run: async (_given, [shell = ''], context) => (await import('./run-completion.ts')).runCompletion(shell, context),
});
