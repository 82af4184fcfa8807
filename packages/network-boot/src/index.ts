export type { BootArguments } from './boot-arguments.ts';
export { parseBootArguments } from './boot-arguments.ts';
export type { NetworkBootTree, TreeFile } from './network-boot-tree.ts';
export { isNetworkBootTree, openNetworkBootTree } from './network-boot-tree.ts';
export type { FileServer, ServedRequest } from './serve-files.ts';
export { serveFiles } from './serve-files.ts';
export type { Unpacking, WantedFiles } from './unpack-archive.ts';
