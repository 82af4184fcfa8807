import type { Sourced } from '@bootwright/container-facts';
import { caughtFault, Fault, type Notice } from '@bootwright/core';
import { type DiskDefinition, diskDefinitionPlaces, parseDiskDefinition } from '@bootwright/disk';
import type { Tree } from '@bootwright/file-tree';
import { decodeText, locateIn } from '@bootwright/file-tree';

/** A file that a disk.yaml writes to a partition as it is. */
interface RawSource {
  readonly path: string;
  /** Of the partition in the table. */
  readonly index: number;
}

function rawSources({ partitionTable }: DiskDefinition): readonly RawSource[] {
  return (partitionTable?.partitions ?? []).flatMap(({ payload }, index) =>
    payload?.kind === 'raw' ? [{ path: payload.sourcePath, index }] : [],
  );
}

/** The files that a disk.yaml writes to partitions; none where it is broken. */
export function mentionedSources(bytes: Uint8Array): readonly string[] {
  const document = 'disk.yaml';
  const definition = caughtFault(() => parseDiskDefinition(decodeText(bytes, document), { document }));
  return definition instanceof Fault ? [] : rawSources(definition).map(({ path }) => path);
}

/** A notice for each file that the disk.yaml writes to a partition and the container does not have. */
export function rawSourceNotices(tree: Tree, definition: Sourced<DiskDefinition> | undefined): readonly Notice[] {
  if (definition === undefined) return [];
  const { file, text, value } = definition;
  return rawSources(value).flatMap(({ path, index }): readonly Notice[] => {
    const found = locateIn(tree, path);
    if (found.kind === 'found' && found.entry.kind !== 'directory') return [];
    const steps = ['partition_table', 'partitions', index, 'payload', 'source_path'];
    const place = text === undefined ? {} : diskDefinitionPlaces(text)(steps);
    const what = found.kind === 'found' ? 'is a directory' : 'is not in the container';
    return [
      {
        code: 'inspect/raw-source',
        message: `disk.yaml writes ${JSON.stringify(path)} to a partition, which ${what}: the build fails`,
        at: { document: 'disk.yaml', file, path: steps, ...place },
        hint: 'add the file to the container, or name one that it has',
      },
    ];
  });
}
