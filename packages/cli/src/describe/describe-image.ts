import type { ContainerInfo } from '@bootwright/container-facts';
import { shownName, throwFaults } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';
import { ownName } from '@bootwright/inspect';
import { effectiveOptions, type ImagePlan, sealedOffers } from '@bootwright/plan';
import type { CommandContext } from '../command.ts';
import type { NamedContainer } from '../container/container-reference.ts';
import { readContainer } from '../container/read-container.ts';
import { needsModules, readWithModules } from '../container/read-with-modules.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { encodeJson } from '../files/encode-json.ts';
import { type Fact, renderFacts } from '../terminal/fact-table.ts';
import { type Look, lookOf } from '../terminal/look.ts';
import type { DescribeGiven } from './describe-options.ts';
import { encodePlan, planFacts, renderPartitions } from './described-image.ts';
import { renderOffers } from './render-offers.ts';
import { verdictOn } from './verdict.ts';

interface DescribedImage {
  readonly type: ImageType;
  readonly named: NamedContainer;
  readonly container: ContainerInfo;
  readonly plan: ImagePlan;
}

/** Prints the image that a container becomes. What prevents it is thrown. */
export async function describeImage(
  { type, named }: Pick<DescribedImage, 'type' | 'named'>,
  given: DescribeGiven,
  context: CommandContext,
): Promise<ExitStatus> {
  const { host, json } = context;
  const { inspection, notices } = needsModules([type])
    ? await readWithModules(named, given, { imgref: ownName(named.reference) ?? '' }, context)
    : await readContainer(named, given, context);
  const { info } = inspection;
  const container = given.bootcDefaultFs === undefined ? info : { ...info, defaultRootFs: given.bootcDefaultFs };
  const verdict = verdictOn(type, container, given.profile ?? 'reference');
  await context.report(notices);
  if (!verdict.possible) throwFaults(verdict.faults);
  else {
    await context.report(verdict.notices);
    const image = { type, named, container, plan: verdict.plan };
    await host.stdout.write(json ? encodeImage(image) : renderImage(image, lookOf(host.stdout)));
  }
  return exitStatus.done;
}

function encodeImage({ type, named, container, plan }: DescribedImage): string {
  const { architecture, boot } = plan;
  return encodeJson({
    name: type.name,
    reference: named.written,
    filename: type.filename,
    mime_type: type.mimeType,
    exports: type.exports,
    architecture,
    sealed: boot.sealed,
    ...encodePlan(plan),
    ...(plan.boot.sealed ? { sealed_customizations: sealedOffers(container) } : {}),
    supported_options: effectiveOptions(type),
  });
}

function renderImage({ type, named, container, plan }: DescribedImage, look: Look): string {
  const { style, width } = look;
  const facts: readonly Fact[] = [
    ['File', `${type.filename} (${type.mimeType})`],
    ['Export', type.exports.join(', ')],
    ...planFacts(plan),
  ];
  return [
    `${style.strong([type.name, ...type.aliases].join(', '))}: ${type.summary}, of ${shownName(named.written)}\n\n`,
    renderFacts(facts, { labels: 'Boot loader'.length, width }),
    renderPartitions(plan, container, look),
    ...(plan.boot.sealed ? ['\n', renderOffers(container, look)] : []),
    `\n${style.strong('Blueprint options')}\n`,
    ...effectiveOptions(type).map((option) => `  ${option}\n`),
  ].join('');
}
