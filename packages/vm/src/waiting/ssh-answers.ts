import { connect } from 'node:net';

/** Whether an SSH server answers on a port of the host within two seconds. */
export function sshAnswers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(2000, () => end(false));
    socket.once('data', (greeting) => end(greeting.subarray(0, 4).toString('latin1') === 'SSH-'));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
}
