import type { Delivery, ImageAnswer, TwinAnswer } from '../compute/outcome.ts';
import { diskFigure } from './disk-figure.ts';
import { element, scrollTable } from './dom.ts';
import { findingsList, type GoTo } from './findings-list.ts';
import { rowsList } from './rows-list.ts';

/** Unsealed and sealed side by side, how customizations reach the sealed one, and what differs. */
export function sealedPanel(image: ImageAnswer, twin: TwinAnswer, goTo: GoTo): HTMLElement {
  const sides = [
    { sealed: image.sealed, answer: image, isTwin: false },
    { sealed: twin.sealed, answer: twin.image, isTwin: true },
  ].sort((one, other) => Number(one.sealed) - Number(other.sealed));
  const changed = changedRows(image, twin.image);
  return element(
    'div',
    {},
    element(
      'div',
      { class: 'sides' },
      ...sides.map(({ sealed, answer, isTwin }) =>
        element(
          'section',
          { class: 'side', 'aria-label': nameOf(sealed) },
          element('h2', {}, nameOf(sealed), element('span', {}, isTwin ? 'its twin' : 'your container')),
          ...(answer === undefined
            ? [element('p', {}, 'No such image can be made.'), findingsList(twin.findings, goTo)]
            : [
                rowsList(answer.rows, changed),
                ...(answer.disk === undefined
                  ? []
                  : [diskFigure(answer.disk, sealed ? 'The sealed disk' : 'The unsealed disk', true)]),
              ]),
        ),
      ),
    ),
    ...(twin.assumed
      ? [
          element(
            'p',
            { class: 'aside' },
            'Your container has no unified kernel image. That of its twin is made up: some digest, systemd 257, a writable root.',
          ),
        ]
      : []),
    element('h2', {}, 'How customizations reach the sealed image'),
    deliveriesTable(twin.deliveries, goTo),
    element('h2', {}, 'What differs between both manifests'),
    twin.changes.length === 0
      ? element('p', { class: 'fine' }, 'Nothing.')
      : element('ul', { class: 'changes' }, ...twin.changes.map((text) => element('li', {}, text))),
  );
}

const nameOf = (sealed: boolean): string => (sealed ? 'Sealed' : 'Not sealed');

function changedRows(image: ImageAnswer, other: ImageAnswer | undefined): ReadonlySet<string> {
  if (other === undefined) return new Set();
  const [values, others] = [new Map(image.rows), new Map(other.rows)];
  return new Set([...values.keys(), ...others.keys()].filter((label) => values.get(label) !== others.get(label)));
}

const channels: Readonly<Record<Delivery['by'], string>> = {
  install: 'bootc install',
  deployment: 'the deployment',
  state: 'state',
  addon: 'addon',
  none: 'left out',
};

function deliveriesTable(deliveries: readonly Delivery[], goTo: GoTo): HTMLElement {
  if (deliveries.length === 0) return element('p', { class: 'fine' }, 'The blueprint has no customization to deliver.');
  const rows = deliveries.map(({ what, by, through, reason, instead, line }) =>
    element(
      'tr',
      {},
      element(
        'td',
        {},
        line === undefined
          ? what
          : element('button', { type: 'button', class: 'link', onclick: () => goTo('blueprint', line) }, what),
      ),
      element('td', {}, element('span', { class: `channel ${by}` }, channels[by]), through === '' ? '' : ` ${through}`),
      element('td', {}, reason, instead === undefined ? '' : element('span', { class: 'hint' }, instead)),
    ),
  );
  const attributes = { label: 'Channels of customizations', class: 'deliveries' };
  return scrollTable(attributes, ['Customization', 'Channel', 'Why'], rows);
}
