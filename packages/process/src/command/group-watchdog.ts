import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { signalGroup } from './process-group.ts';

/**
 * Kills groups of processes when its input ends, which it does with this process in whatever way: nothing can run in a
 * process that is killed itself. A line `+ MARK GROUP` adds one, `- MARK GROUP` takes it out. Before it is started,
 * `? MARK` announces it: of one whose group was never said, every process with the mark in its environment is killed.
 * POSIX shell; its `read` drops NUL bytes.
 */
const script = `trap '' INT TERM HUP
groups=' ' marks=' '
without() { case $1 in *" $2 "*) rest="\${1%% $2 *} \${1#* $2 }" ;; *) rest=$1 ;; esac; }
while read -r change mark group; do
  case $change in
  '?') marks="$marks$mark " ;;
  +) without "$marks" "$mark"; marks=$rest groups="$groups$group " ;;
  -) without "$marks" "$mark"; marks=$rest; without "$groups" "$group"; groups=$rest ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
for mark in $marks; do
  # A process may start another while it is looked for.
  for pass in 1 2 3; do
    for process in /proc/[0-9]*; do
      while read -r line || [ -n "$line" ]; do
        case $line in *"$mark"*) kill -s KILL "\${process#/proc/}" ;; esac
      done <"$process/environ"
    done
  done
done
`;

/** The variable that marks a command and what it starts, while its group is not known. */
const variable = 'BOOTWRIGHT_GROUP';

/** A group of processes that does not outlive this process. */
export interface WatchedGroup {
  /** Belongs to the environment of the command that will lead the group. */
  readonly env: Readonly<Record<string, string>>;
  /** To be called at once when the command was started. */
  startedAs(leader: number): void;
  /** The group has ended, or was never started. */
  release(): void;
}

let watchdog: ChildProcess | undefined;
const living = new Set<number>();

/**
 * Announces a command: what it starts is killed when this process ends before `release` is called, even where this process
 * is killed itself. A detached group outlives its parent otherwise.
 */
export function watchGroup(): WatchedGroup {
  watchdog ??= start();
  const mark = randomUUID();
  let group = 0;
  write(`? ${mark}\n`);
  return {
    env: { [variable]: mark },
    startedAs: (leader) => {
      group = leader;
      living.add(leader);
      write(`+ ${mark} ${leader}\n`);
    },
    release: () => {
      write(`- ${mark} ${group}\n`);
      living.delete(group);
    },
  };
}

function start(): ChildProcess {
  // An end that it sees itself does not wait for the watchdog.
  process.once('exit', () => {
    for (const group of living) signalGroup(group, 'SIGKILL');
  });
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
