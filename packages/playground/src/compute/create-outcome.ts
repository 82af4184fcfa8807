import { Fault } from '@bootwright/core';
import type { CreatedManifest } from '@bootwright/manifest';
import { encodeManifest } from '@bootwright/osbuild';
import { longestText, type PlaygroundInput } from '../inputs/playground-input.ts';
import { commandsOf } from './commands.ts';
import { imageAnswer } from './image-answer.ts';
import { locateFindings } from './locate-findings.ts';
import { makeImage } from './make-image.ts';
import type { Outcome, TwinAnswer } from './outcome.ts';
import { readInput } from './read-input.ts';
import { type TwinRequest, twinAnswer } from './twin-answer.ts';

/** The image of an input, and what its twin is made of where there is one. */
export interface CreatedImage {
  readonly outcome: Outcome;
  readonly twin?: TwinRequest;
}

/** All that the page shows of an input. Whatever the texts say, there is an answer. */
export async function createOutcome(input: PlaygroundInput): Promise<Outcome & { readonly twin?: TwinAnswer }> {
  const { outcome, twin } = await createImage(input);
  return twin === undefined ? outcome : { ...outcome, twin: await twinAnswer(twin) };
}

/** The same without the sealing twin, which takes as long again. */
export async function createImage(input: PlaygroundInput): Promise<CreatedImage> {
  const tooLong = Object.entries(input.texts).find(([, text]) => text.length > longestText);
  if (tooLong !== undefined) throw new Error(`${tooLong[0]} has more than ${longestText} characters`);
  const { texts } = input;
  const { faults, notices, request, container, blueprint } = readInput(input);
  if (request === undefined || container === undefined || blueprint === undefined) {
    return { outcome: { findings: locateFindings({ faults, notices }, texts) } };
  }
  const created = await made(() => makeImage(request));
  if (created instanceof Fault) {
    return { outcome: { findings: locateFindings({ faults: created.all(), notices }, texts) } };
  }
  const outcome: Outcome = {
    findings: locateFindings({ faults: [], notices: [...notices, ...created.notices] }, texts),
    image: imageAnswer(created, blueprint),
    manifest: encodeManifest(created.manifest),
    filename: created.plan.imageType.filename,
    commands: commandsOf({ input, container, blueprint }),
  };
  return { outcome, twin: { input, container, blueprint, created } };
}

async function made(make: () => Promise<CreatedManifest>): Promise<CreatedManifest | Fault> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
