import { Fault } from '@bootwright/core';
import type { CreatedManifest } from '@bootwright/manifest';
import { encodeManifest } from '@bootwright/osbuild';
import { longestText, type PlaygroundInput } from '../inputs/playground-input.ts';
import { commandsOf } from './commands.ts';
import { imageAnswer } from './image-answer.ts';
import { locateFindings } from './locate-findings.ts';
import { makeImage } from './make-image.ts';
import type { Outcome } from './outcome.ts';
import { readInput } from './read-input.ts';
import { twinAnswer } from './twin-answer.ts';

/** All that the page shows of an input. Whatever the texts say, there is an answer. */
export async function createOutcome(input: PlaygroundInput): Promise<Outcome> {
  const tooLong = Object.entries(input.texts).find(([, text]) => text.length > longestText);
  if (tooLong !== undefined) throw new Error(`${tooLong[0]} has more than ${longestText} characters`);
  const { texts } = input;
  const { faults, notices, request, container, blueprint } = readInput(input);
  if (request === undefined || container === undefined || blueprint === undefined) {
    return { findings: locateFindings({ faults, notices }, texts) };
  }
  const created = await made(() => makeImage(request));
  if (created instanceof Fault) {
    return { findings: locateFindings({ faults: created.all(), notices }, texts) };
  }
  return {
    findings: locateFindings({ faults: [], notices: [...notices, ...created.notices] }, texts),
    image: imageAnswer(created, blueprint),
    manifest: encodeManifest(created.manifest),
    filename: created.plan.imageType.filename,
    commands: commandsOf({ input, container, blueprint }),
    twin: await twinAnswer({ input, container, blueprint, created }),
  };
}

async function made(make: () => Promise<CreatedManifest>): Promise<CreatedManifest | Fault> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
