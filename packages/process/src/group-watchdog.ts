import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Kills groups of processes when its input ends, which it does with this process in whatever way: nothing can run in a
 * process that is killed itself. A line `+ GROUP` adds one, `- GROUP` takes it out. POSIX shell.
 */
const script = `trap '' INT TERM HUP
groups=' '
while read -r change group; do
  case $change in
  +) groups="$groups$group " ;;
  -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
`;

let watchdog: ChildProcess | undefined;

/** Has a group killed when this process ends before `release` is called. */
export function watchGroup(leader: number): { readonly release: () => void } {
  watchdog ??= start();
  write(`+ ${leader}\n`);
  return { release: () => write(`- ${leader}\n`) };
}

function start(): ChildProcess {
  // A session of its own, so that Ctrl-C on a terminal does not reach it.
  const child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  // Without a shell there is no watchdog; what this process ends itself is ended all the same.
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.unref();
  // A pipe is a socket to Node, and would keep this process running.
  if (child.stdin !== null && 'unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  return child;
}

function write(line: string): void {
  watchdog?.stdin?.write(line);
}
