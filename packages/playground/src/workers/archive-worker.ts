import './node-globals.ts';
import { Fault, type Notice } from '@bootwright/core';
import { readArchiveFacts } from '../archive/read-archive.ts';
import type { Finding } from '../compute/outcome.ts';
import { giveFile, givenPath } from '../ports/file-system.ts';
import type { ArchiveAnswer, ArchiveRequest } from './archive-messages.ts';

const post = (answer: ArchiveAnswer): void => postMessage(answer);

addEventListener('message', ({ data }: MessageEvent<ArchiveRequest>) => void answer(data));

/** Between two reports; people see no more. */
const reportMilliseconds = 100;

async function answer({ archive, imgref }: ArchiveRequest): Promise<void> {
  giveFile(archive);
  let reported = 0;
  try {
    const { notices, ...facts } = await readArchiveFacts(
      { path: givenPath, imgref },
      ({ what, doneBytes, totalBytes }) => {
        if (performance.now() - reported < reportMilliseconds) return;
        reported = performance.now();
        post({ kind: 'progress', what, done: doneBytes, ...(totalBytes === undefined ? {} : { total: totalBytes }) });
      },
    );
    post({ kind: 'facts', ...facts, findings: notices.map((notice) => findingOf(notice, 'notice')) });
  } catch (error) {
    const faults = error instanceof Fault ? error.all() : [new Fault('image/archive', String(error))];
    post({ kind: 'faults', findings: faults.map((fault) => findingOf(fault, 'fault')) });
  }
}

function findingOf({ code, message, hint }: Notice, level: Finding['level']): Finding {
  // Where the memory of a page does not suffice, that of the machine may.
  const advice = code === 'image/scratch' ? 'read it with "bootwright inspect", and put the facts here' : hint;
  return { level, code, message, ...(advice === undefined ? {} : { hint: advice }) };
}
