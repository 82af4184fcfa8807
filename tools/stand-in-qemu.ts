import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A stand-in for QEMU: it connects to the sockets of its command line, speaks the monitor's protocol, and once the machine
 * is started writes on the console what a disk of `tools/serial-disk.ts` writes there. It greets as an SSH server on a
 * forwarded port. STAND_IN_DEAF: it ignores the power button and SIGTERM. STAND_IN_REPORT: what the guest writes to its
 * first port.
 */
const qemu = `
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
const words = process.argv.slice(2);
const all = (flag) => words.filter((_, index) => words[index - 1] === flag);
const socket = (id) => all('-chardev').find((word) => word.startsWith('socket,id=' + id + ','))?.split('path=')[1];
const file = /"filename":"([^"]+)"/.exec(all('-drive')[0].replaceAll(',,', ','))?.[1];
const text = readFileSync(file).subarray(512);
const length = text.findIndex((byte) => byte <= 2);
const console_ = connect(socket('console'));
const monitor = connect(socket('monitor'));
const report = process.env.STAND_IN_REPORT;
const channel = report === undefined ? undefined : connect(socket('channel0'));
const stop = () => { console_.end(); setTimeout(() => process.exit(0), 20); };
for (const end of [console_, monitor, channel]) end?.on('error', () => process.exit(1));
const deaf = process.env.STAND_IN_DEAF !== undefined;
if (deaf) for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
console_.on('data', () => undefined);
const port = /hostfwd=tcp:127\\.0\\.0\\.1:(\\d+)-/.exec(words.join(' '))?.[1];
if (port !== undefined) {
  const server = createServer((guest) => { guest.on('error', () => undefined); guest.end('SSH-2.0-stand-in\\r\\n'); });
  server.on('error', () => { console.error("Could not set up host forwarding rule 'tcp:127.0.0.1:" + port + "-:22'"); process.exit(1); });
  server.listen(Number(port), '127.0.0.1');
}
monitor.write(JSON.stringify({ QMP: {} }) + '\\n');
let rest = '';
monitor.on('data', (piece) => {
  const lines = (rest + piece).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const { execute } = JSON.parse(line);
    const nodes = [{ drv: 'raw', file }, { drv: 'file', file }];
    const answer = execute === 'screendump' ? { error: { desc: 'a stand-in has no display' } }
      : { return: execute === 'query-named-block-nodes' ? nodes : {} };
    monitor.write(JSON.stringify(answer) + '\\n');
    if (execute === 'cont') {
      channel?.write(report);
      console_.write(text.subarray(0, length));
      if (text[length] === 1) setTimeout(stop, 50);
    }
    if (execute === 'system_powerdown' && !deaf) stop();
  }
});
`;

/**
 * A stand-in for ssh: the guest is this host. It knows when the guest reboots: by the file STAND_IN_BOOTS.
 */
const ssh = `
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
const words = process.argv.slice(2);
const command = words.at(-1);
const key = words.find((word) => word.startsWith('IdentityFile='))?.slice(14, -1);
if (key !== undefined && !existsSync(key)) { console.error('no such identity: ' + key); process.exit(255); }
const boots = process.env.STAND_IN_BOOTS;
if (command.startsWith('systemctl reboot')) { appendFileSync(boots, 'again'); process.exit(255); }
if (command.includes('boot_id')) { process.stdout.write(existsSync(boots) ? readFileSync(boots) : 'first'); process.exit(0); }
const { status } = spawnSync('/bin/sh', ['-c', command], { stdio: 'inherit' });
process.exit(status ?? 1);
`;

/** Writes the stand-ins `qemu-system-x86_64` and `ssh` into a folder, to be the first of the PATH. */
export function writeStandIns(folder: string): void {
  for (const [name, code] of [
    ['qemu-system-x86_64', qemu],
    ['ssh', ssh],
  ] as const) {
    writeFileSync(join(folder, `${name}.mjs`), code);
    writeFileSync(join(folder, name), `#!/bin/sh\nexec '${process.execPath}' '${join(folder, name)}.mjs' "$@"\n`);
    chmodSync(join(folder, name), 0o755);
  }
}
