import { type DebugNamespace, debugLog, maskArguments, maskText } from '@bootwright/core';
import { type Command, type CommandResult, type CommandRunner, outputText, renderCommand } from './command.ts';

/** Programs by the namespace that watches them; `unshare … sh -c … osbuild` names its program among its words. */
const programs: readonly (readonly [DebugNamespace, RegExp])[] = [
  ['engine', /^(?:podman|docker|skopeo)$/],
  ['osbuild', /^osbuild$/],
  ['qemu', /^(?:qemu-[\w-]+|swtpm)$/],
  ['registry', /^docker-credential-/],
];

/** The runner, each of whose commands is written to the debug log with its end. Input and environment never are. */
export function debuggedRunner(runner: CommandRunner): CommandRunner {
  return {
    run: async (command, options) => {
      const topics = topicsOf(command);
      debugLog(topics, () => `runs ${renderCommand(maskArguments(command))}`);
      const begun = performance.now();
      const result = await runner.run(command, options);
      debugLog(topics, () => {
        const milliseconds = Math.round(performance.now() - begun);
        return `${command[0]} ${ending(result)} after ${milliseconds} ms${outputs(result, topics)}`;
      });
      return result;
    },
  };
}

function topicsOf(command: Command): readonly DebugNamespace[] {
  const names = command.map((word) => word.slice(word.lastIndexOf('/') + 1));
  return programs.flatMap(([topic, program]) => (names.some((name) => program.test(name)) ? [topic] : []));
}

function ending(result: CommandResult): string {
  switch (result.kind) {
    case 'exited':
      return `exited with ${result.code}`;
    case 'signalled':
      return `was ended by ${result.signal}`;
    case 'not-started':
      return `was not started (${result.reason})`;
    default:
      return result.kind.replace('-', ' ');
  }
}

/** What it wrote. A credential helper writes credentials and nothing else, QEMU's output is the guest's. */
function outputs(result: CommandResult, topics: readonly DebugNamespace[]): string {
  if (!('stdout' in result) || topics.includes('registry')) return '';
  const streams = [
    ['stdout', topics.includes('engine') ? outputText(result.stdout) : ''],
    ['stderr', outputText(result.stderr)],
  ] as const;
  return streams
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `, ${name}: ${text.includes('\0') ? `${text.length} characters` : maskText(text).trimEnd()}`)
    .join('');
}
