import type { ContainerInfo } from '@bootwright/container-facts';
import { type SealedOffer, sealedOffers } from '@bootwright/plan';
import type { Look } from '../terminal/look.ts';
import { hanging } from '../terminal/wrapped.ts';

const names: Readonly<Record<SealedOffer['channel'], string>> = {
  state: 'in the state of the deployment',
  addon: 'by an addon of the UKI on the ESP',
  credentials: 'as credentials in such an addon',
};

/** What a sealed container can still be given, by channel; empty for one that is not sealed. */
export function renderOffers(container: ContainerInfo, { style, width }: Look): string {
  const offers = sealedOffers(container);
  if (offers.length === 0) return '';
  const lines = offers.flatMap((offer) => hanging(offerText(offer), { head: '  ', indent: 4, width }));
  return [`${style.strong('What it can still be given')}`, ...lines].map((line) => `${line}\n`).join('');
}

function offerText({ channel, gives, possible, reason, needs }: SealedOffer): string {
  const where = names[channel];
  if (!possible) return `${where}: nothing, ${reason}`;
  return `${where}: ${gives.join(', ')}; needs ${needs.join(', ')}`;
}
