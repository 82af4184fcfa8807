import type { Blueprint } from '@bootwright/blueprint';
import type { ContainerInfo } from '@bootwright/container-facts';
import { defined, Fault, type Notice } from '@bootwright/core';
import type { CreatedManifest } from '@bootwright/manifest';
import { changesOf, describeChange, diffManifests } from '@bootwright/manifest-diff';
import { type ChannelDecision, sealingTwin } from '@bootwright/plan';
import type { PlaygroundInput } from '../inputs/playground-input.ts';
import { imageAnswer } from './image-answer.ts';
import { locateFindings, locatePlaces } from './locate-findings.ts';
import { makeImage } from './make-image.ts';
import type { Delivery, TwinAnswer } from './outcome.ts';
import { requestOf } from './read-input.ts';

/** Changes that are listed; more are counted. */
const mostChanges = 120;

export interface TwinRequest {
  readonly input: PlaygroundInput;
  readonly container: ContainerInfo;
  readonly blueprint: Blueprint;
  readonly created: CreatedManifest;
}

/** The same image of the sealing twin of the container, and what differs. */
export async function twinAnswer({ input, container, blueprint, created }: TwinRequest): Promise<TwinAnswer> {
  const { container: twin, assumed } = twinOf(container);
  const { texts } = input;
  const base = { sealed: twin.unifiedKernel, assumed };
  try {
    const { request } = requestOf(input, twin, blueprint);
    const other = await makeImage(request);
    const [unsealed, sealed] = container.unifiedKernel ? [other, created] : [created, other];
    const changes = changesOf(diffManifests(unsealed.manifest, sealed.manifest)).map((change) =>
      withShortDigests(describeChange(change)),
    );
    const all = changes.slice(0, mostChanges);
    return {
      ...base,
      image: imageAnswer(other, blueprint),
      findings: locateFindings({ faults: [], notices: other.notices }, texts),
      changes: changes.length > all.length ? [...all, `and ${changes.length - all.length} more`] : all,
      deliveries: deliveriesOf(sealed, texts),
    };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return {
      ...base,
      findings: locateFindings({ faults: error.all(), notices: [] }, texts),
      changes: [],
      deliveries: container.unifiedKernel ? deliveriesOf(created, texts) : [],
    };
  }
}

/** Digests fill lines, and people tell them apart by their beginnings. */
const withShortDigests = (text: string): string => text.replace(/([0-9a-f]{12})[0-9a-f]{52,116}/g, '$1…');

/** A digest of SHA-512 that no root has. */
const madeUp = '0'.repeat(128);

/** The twin; one that is sealed has a UKI, of which facts are made up where the container has none. */
function twinOf(container: ContainerInfo): { readonly container: ContainerInfo; readonly assumed: boolean } {
  const twin = sealingTwin(container);
  if (!twin.unifiedKernel || twin.unifiedKernelImage?.composefsDigest !== undefined) {
    return { container: twin, assumed: false };
  }
  const unifiedKernelImage = { commandLine: `composefs=${madeUp} rw`, composefsDigest: madeUp, systemd: '257' };
  return { container: { ...twin, unifiedKernelImage }, assumed: true };
}

/** How customizations reach a sealed image: what the planner decided, or the notices that say why they do not. */
function deliveriesOf({ plan, notices }: CreatedManifest, texts: PlaygroundInput['texts']): readonly Delivery[] {
  const decisions = 'customizations' in plan ? plan.customizations.sealed?.decisions : undefined;
  const left = notices.filter(({ code }) => /^sealed\/(?:deployment-edit|kernel-arguments)$/.test(code));
  const places = (decisions ?? left).map(({ at }) => at ?? {});
  const deliveries = decisions?.map(deliveryOf) ?? left.map(leftOut);
  const located = locatePlaces(places, texts);
  return deliveries.map((delivery, index) => ({ ...delivery, ...defined({ line: located[index]?.line }) }));
}

function deliveryOf(decision: ChannelDecision): Delivery {
  const { what, reason } = decision;
  return decision.channel === 'none'
    ? { what, by: 'none', through: '', reason, instead: decision.instead }
    : { what, by: decision.channel, through: decision.through, reason };
}

function leftOut({ message, hint, at }: Notice): Delivery {
  const what = at?.path?.slice(1).join(' ') ?? 'a customization';
  return { what, by: 'none', through: '', reason: message, ...defined({ instead: hint }) };
}
