import { closeSync, openSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { type FileServer, openNetworkBootTree, serveFiles } from '@bootwright/network-boot';
import type { LeaseContext } from '@bootwright/process';
import type { BootOptions } from '../boot-options.ts';
import type { RequestedMedium } from './boot-request.ts';
import { type BootMedium, networkBootServer, type TargetDisk } from './machine-plan.ts';

/** A medium that a machine can be started with. */
export interface OpenedMedium {
  readonly medium: BootMedium;
  /** Serves the root file system of a network boot; its files stay open until it is closed. */
  readonly server?: FileServer;
}

interface Opening extends LeaseContext {
  /** For the kernel, in addition to those of the medium. */
  readonly kernelArguments: readonly string[];
}

/** Makes what a medium needs: an empty disk, or for a network boot its unpacked files and their server. */
export async function openMedium(
  requested: RequestedMedium,
  { targetDisk: size, signal }: BootOptions,
  { lease, runner, kernelArguments }: Opening,
): Promise<OpenedMedium> {
  if (requested.kind !== 'network') {
    const { info: disk, path } = requested.disk;
    if (requested.kind === 'disk') return { medium: { kind: 'disk', disk, path } };
    const target = size === undefined ? undefined : emptyDisk({ file: join(lease.folder, 'target'), size });
    return { medium: { kind: 'cd-rom', disk, path, ...(target && { target }) } };
  }
  const unpacking = { runner, folder: lease.folder, ...(signal && { signal }) };
  const tree = await openNetworkBootTree(requested.path, networkBootServer, unpacking);
  const socket = join(lease.runFolder, 'http');
  const server = await serveFiles(tree.files, socket);
  return {
    medium: {
      kind: 'network',
      source: tree.source,
      kernel: openedPath(tree.kernel),
      initramfs: openedPath(tree.initramfs),
      commandLine: [...tree.arguments, ...kernelArguments].join(' '),
      relay: [process.execPath, '-e', relay, socket],
    },
    server: {
      requests: () => server.requests(),
      close: async () => {
        await server.close();
        tree.close();
      },
    },
  };
}

/** The path by which QEMU opens the file that was checked, as for a disk. */
function openedPath({ descriptor }: { readonly descriptor: number }): string {
  return `/proc/${process.pid}/fd/${descriptor}`;
}

/** Joins standard input and output, which QEMU connects to the guest, with a socket. */
const relay = [
  'const server = require("net").connect(process.argv[1]);',
  'process.stdin.pipe(server).pipe(process.stdout);',
  'server.on("error", () => process.exit(1));',
  'server.on("close", () => process.stdout.write("", () => process.exit(0)));',
].join(' ');

function emptyDisk(disk: TargetDisk): TargetDisk {
  closeSync(openSync(disk.file, 'wx', 0o600));
  truncateSync(disk.file, disk.size);
  return disk;
}
