import { connect } from 'node:net';
import { join } from 'node:path';
import { Fault, isObject, type JsonObject, parsedJson } from '@bootwright/core';
import { type RunningVm, vmFiles } from './vm-folder.ts';

/** How long a machine may take to answer, in milliseconds. */
const patience = 10_000;
/** More than a display in PNG has, in characters. */
const longestAnswer = 128 * 1024 * 1024;

export type ControlRequest =
  | { readonly action: 'stop'; readonly grace: number }
  | { readonly action: 'console' | 'screenshot' };

/** Asks the process of a virtual machine. Fault: `vm/silent` where it does not answer, or says why it cannot. */
export function askVm(vm: Pick<RunningVm, 'name' | 'folder' | 'state'>, request: ControlRequest): Promise<JsonObject> {
  return new Promise((resolve, reject) => {
    const socket = connect(join(vm.folder, vmFiles.control));
    let text = '';
    const fail = (reason: string) => {
      socket.destroy();
      const hint =
        vm.state === 'starting' ? 'wait until it has started' : `end it with "bootwright vm stop ${vm.name} --force"`;
      reject(new Fault('vm/silent', `${vm.name} does not answer: ${reason}`, { hint }));
    };
    socket.setTimeout(patience, () => fail(`nothing for ${patience / 1000} s`));
    socket.once('error', (error) => fail(error.message));
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      if (text.length > longestAnswer) fail('its answer is too long');
    });
    socket.once('end', () => {
      const found = parsedJson(text);
      if (isObject(found) && found.ok === true) resolve(found);
      else fail(isObject(found) && typeof found.reason === 'string' ? found.reason : 'its answer is not understood');
      socket.destroy();
    });
    socket.write(`${JSON.stringify(request)}\n`);
  });
}
