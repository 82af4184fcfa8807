import type { Row } from '../compute/outcome.ts';
import { element } from './dom.ts';

/** Facts by their names; those in `changed` stand out. */
export function rowsList(rows: readonly Row[], changed: ReadonlySet<string> = new Set()): HTMLElement {
  return element(
    'dl',
    { class: 'rows' },
    ...rows.map(([label, value]) =>
      element(
        'div',
        { class: [changed.has(label) ? 'changed' : '', value.length > 24 ? 'wide' : ''].join(' ').trim() || undefined },
        element('dt', {}, label),
        element('dd', {}, value),
      ),
    ),
  );
}
