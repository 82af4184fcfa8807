import type { ImageAnswer } from '../compute/outcome.ts';
import { diskFigure } from './disk-figure.ts';
import { element } from './dom.ts';
import { rowsList } from './rows-list.ts';

/** The image at a glance: its facts, its disk, and why it is so. */
export function imagePanel({ rows, disk, reasons, sealed }: ImageAnswer): HTMLElement {
  return element(
    'div',
    {},
    element('p', { class: `seal ${sealed ? 'sealed' : 'unsealed'}` }, sealed ? 'Sealed' : 'Not sealed'),
    rowsList(rows),
    ...(disk === undefined ? [] : [diskFigure(disk, 'The disk')]),
    ...(reasons.length === 0
      ? []
      : [
          element('h2', {}, 'Why it is so'),
          element('ul', { class: 'reasons' }, ...reasons.map((text) => element('li', {}, text))),
        ]),
  );
}
