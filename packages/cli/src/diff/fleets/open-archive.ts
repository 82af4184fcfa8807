import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Damage, packingOf, TarReader, WorkBudget, ZstdStream } from '@bootwright/archive';
import { Fault, shownName } from '@bootwright/core';
import { manifestEnding } from '../../files/folder-files.ts';
import { openInput } from '../../files/open-input.ts';
import { mostBytes } from '../../files/read-text.ts';
import type { Host } from '../../host.ts';
import { placed } from '../../problems/placed.ts';
import { fleetLimits, PackedTexts } from './packed-texts.ts';

/** Endings of the archives that are read: tar, gzip or zstd around it. */
export const archiveEnding = /\.(?:tar|tar\.gz|tgz|tar\.zst|tzst)$/i;

const decoder = new TextDecoder();

/**
 * The manifests in a tar archive, below `folder` (empty for all), by path. Read in one pass: a hard link is what it
 * links to, other links and files outside are passed over. Faults: `archive/damaged`, `file/too-long`, and those of tar.
 */
export async function readArchive(file: string, folder: string, host: Host): Promise<PackedTexts> {
  const texts = new PackedTexts(file);
  const budget = new WorkBudget();
  let name: string | undefined;
  let pieces: Uint8Array[] = [];
  let length = 0;
  const reader = new TarReader(
    {
      entry: ({ kind, name: bytes, target, size }) => {
        const path = pathOf(bytes);
        name = undefined;
        if (path.startsWith(folder) && manifestEnding.test(path) && kind !== 'directory') {
          const why =
            reasonAgainst(bytes, path) ?? (kind === 'file' || kind === 'hard link' ? undefined : `is a ${kind}`);
          if (why !== undefined) texts.passOver({ path, why });
          else if (kind === 'file') name = path;
          else if (!texts.link(path, pathOf(target))) texts.passOver({ path, why: 'is a hard link to another file' });
        }
        if (name !== undefined && size > mostBytes) throw tooLong(file, name);
        [pieces, length] = [[], 0];
        return name !== undefined;
      },
      content: (bytes) => {
        // A sparse file may have more than it stores; the view is valid in this call alone.
        length += bytes.length;
        if (length > mostBytes) throw tooLong(file, name ?? '');
        pieces.push(bytes.slice());
      },
      end: () => {
        if (name !== undefined) texts.add(name, Buffer.concat(pieces));
      },
    },
    shownName(file),
    budget,
  );
  try {
    let unpacked = 0;
    for await (const bytes of unpackedBytes((await openInput(file, host)).bytes, budget)) {
      unpacked += bytes.length;
      if (unpacked > fleetLimits.bytes) throw tooLong(file, '');
      reader.push(bytes);
      await texts.settle();
    }
    reader.finish();
    await texts.settle(0);
  } catch (cause) {
    if (cause instanceof Fault) throw placed(cause, { file });
    const says = cause instanceof Error ? cause.message : String(cause);
    throw new Fault('archive/damaged', `${shownName(file)} cannot be unpacked: ${says}`, {
      at: { file },
      hint: 'give a tar archive, plain or compressed with gzip or zstd',
      cause,
    });
  }
  return texts;
}

/** The path below the archive's root, with U+FFFD for what is not UTF-8. */
const pathOf = (bytes: Uint8Array): string => decoder.decode(bytes).replace(/^(?:\.?\/)+/, '');

/** Why an entry is not read, for its name. */
function reasonAgainst(bytes: Uint8Array, path: string): string | undefined {
  if (path.split('/').includes('..')) return 'is above the archive';
  return isUtf8(bytes) ? undefined : 'has a name that is not UTF-8';
}

async function* unpackedBytes(source: AsyncIterable<Uint8Array>, budget: WorkBudget): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    yield first.value;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  };
  switch (packingOf(first.value)?.name ?? 'tar') {
    case 'gzip': {
      const gunzip = createGunzip();
      // What fails in either rejects the loop over what is unpacked.
      pipeline(Readable.from(rest()), gunzip, () => {});
      yield* gunzip;
      break;
    }
    case 'zstd':
      yield* unzstd(rest(), budget);
      break;
    default:
      yield* rest();
  }
}

async function* unzstd(source: AsyncIterable<Uint8Array>, budget: WorkBudget): AsyncGenerator<Uint8Array> {
  const stream = new ZstdStream(budget);
  try {
    for await (const bytes of source) {
      yield* stream.push(bytes);
      await budget.breathe();
    }
    stream.finish();
  } catch (error) {
    throw error instanceof Damage ? new Error(`its zstd data is damaged (${error.message})`, { cause: error }) : error;
  } finally {
    stream.close();
  }
}

function tooLong(file: string, name: string): Fault {
  const what =
    name === ''
      ? `${shownName(file)} unpacks to more than 4 GiB`
      : `${shownName(name)} in ${shownName(file)} is longer than 64 MiB`;
  return new Fault('file/too-long', what, { at: { file }, hint: 'give an archive of manifests alone' });
}
