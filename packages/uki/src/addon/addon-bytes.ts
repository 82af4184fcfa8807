import type { Architecture } from '@bootwright/core';
import { writeAddon } from './write-addon.ts';

/** An addon as a plan of an image has it. */
export interface AddonRequest {
  readonly architecture: Architecture;
  /** One that is ready, in base64. */
  readonly ready?: string;
  readonly kernelArguments: readonly string[];
  readonly credentials: readonly { readonly name: string; readonly text: string }[];
}

/** The bytes of the addon of a plan: one that is ready, or an unsigned one. Faults: those of `writeAddon`. */
export function addonBytes({ architecture, ready, kernelArguments, credentials }: AddonRequest): Uint8Array {
  if (ready !== undefined) return Buffer.from(ready, 'base64');
  return writeAddon({
    architecture,
    ...(kernelArguments.length === 0 ? {} : { kernelArguments: kernelArguments.join(' ') }),
    credentials: credentials.map(({ name, text }) => ({ name, bytes: Buffer.from(text) })),
  });
}
