import { fstatSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';

/** Where the system lists the descriptors of this process. */
const folder = process.platform === 'linux' ? '/proc/self/fd' : '/dev/fd';

/** Those that were open when this file was loaded. A command loads it before anything else, while it has opened none. */
const early: ReadonlySet<number> = new Set([0, 1, 2, ...numbersIn(folder)]);

function numbersIn(path: string): readonly number[] {
  try {
    // The folder itself was open while it was read.
    const isOpen = (name: string) => lstatSync(`${path}/${name}`, { throwIfNoEntry: false }) !== undefined;
    return readdirSync(path).filter(isOpen).map(Number);
  } catch {
    return [];
  }
}

/**
 * Whether a descriptor was given to this process by whoever started it, for writing: a file, pipe, socket, terminal or
 * device that was open from the beginning. Node has descriptors of its own from the beginning as well (epoll, eventfd, and
 * pipes of which it has both ends), into which nobody else may write.
 */
export function isGivenForWriting(descriptor: number): boolean {
  return early.has(descriptor) && isWritable(descriptor) && !isOwnPipe(descriptor);
}

/** Whether a descriptor is open for writing; what is neither file, pipe, socket nor device has no type, and is not. */
export function isWritable(descriptor: number): boolean {
  try {
    const found = fstatSync(descriptor);
    const isDevice = found.isCharacterDevice() || found.isBlockDevice();
    return (found.isFile() || found.isFIFO() || found.isSocket() || isDevice) && mayWrite(descriptor);
  } catch {
    return false;
  }
}

/** Linux shows in the permissions of each link what its descriptor is open for (proc_pid_fd(5)); elsewhere a write tells. */
function mayWrite(descriptor: number): boolean {
  return process.platform !== 'linux' || (lstatSync(`${folder}/${descriptor}`).mode & 0o200) !== 0;
}

/** A pipe without a name whose other end is open in this process, too. */
function isOwnPipe(descriptor: number): boolean {
  const pipe = targetOf(descriptor);
  if (pipe?.startsWith('pipe:') !== true) return false;
  return [...early].some((other) => other !== descriptor && targetOf(other) === pipe && !isWritable(other));
}

function targetOf(descriptor: number): string | undefined {
  try {
    return readlinkSync(`${folder}/${descriptor}`);
  } catch {
    return undefined;
  }
}
