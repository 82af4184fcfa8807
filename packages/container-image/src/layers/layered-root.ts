import type { TreeSource } from '@bootwright/file-tree';
import type { ReadInode } from './table/table-source.ts';

/** A root that layers make by other rules, as a source whose content `read` reads from the layers. */
export type LayeredRoot = (read: ReadInode) => TreeSource;
