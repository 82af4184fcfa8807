import type { Socket } from 'node:net';
import { debugLog, Fault, maskText, objectOf, parsedJson } from '@bootwright/core';

/** QEMU's monitor: commands of the machine protocol (docs/interop/qmp-spec.rst), one at a time. */
export interface Monitor {
  /** Runs a command and returns its result. Fault: `boot/monitor` where QEMU rejects it or has ended. */
  execute(command: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

type Answer =
  | { readonly kind: 'return'; readonly value: unknown }
  | { readonly kind: 'error'; readonly reason: string };

/** Opens the monitor at the other end of `socket`. */
export async function openMonitor(socket: Socket): Promise<Monitor> {
  const waiting: ((answer: Answer) => void)[] = [];
  const answerAll = () => {
    for (const answer of waiting.splice(0)) answer({ kind: 'error', reason: 'QEMU has ended' });
  };
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (piece: string) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const answer = parseAnswer(line);
      if (answer !== undefined) waiting.shift()?.(answer);
    }
  });
  socket.on('close', answerAll);
  const execute: Monitor['execute'] = async (command, parameters) => {
    debugLog('qemu', () => `monitor: ${command} ${maskText(JSON.stringify(parameters ?? {}))}`);
    const answer = await new Promise<Answer>((resolve) => {
      if (socket.destroyed) return resolve({ kind: 'error', reason: 'QEMU has ended' });
      waiting.push(resolve);
      socket.write(`${JSON.stringify({ execute: command, ...(parameters && { arguments: parameters }) })}\n`);
    });
    debugLog('qemu', () => `monitor: ${command} → ${maskText(JSON.stringify(answer))}`);
    if (answer.kind === 'return') return answer.value;
    throw new Fault('boot/monitor', `the monitor command ${command} failed: ${answer.reason}`, {
      hint: 'read the messages of QEMU in the artefacts',
    });
  };
  await execute('qmp_capabilities');
  return { execute };
}

/** The answer in a line of the protocol; absent for the greeting and for events. */
function parseAnswer(line: string): Answer | undefined {
  const message = objectOf(parsedJson(line));
  if ('return' in message) return { kind: 'return', value: message.return };
  if (!('error' in message)) return undefined;
  return { kind: 'error', reason: String(objectOf(message.error).desc ?? message.error) };
}
