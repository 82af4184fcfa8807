import type { Change, ChangeGroup } from '../../diff/change.ts';
import { reasonsOf } from '../../text/change-reasons.ts';
import { describeEdit } from '../../text/describe-change.ts';
import type { ChangeReason } from '../diff-report.ts';
import { escapeHtml } from './escape-html.ts';

/** Signs next to the colours, for who cannot distinguish colours. */
const signs: Readonly<Record<Change['kind'], string>> = {
  added: '+',
  removed: '−',
  moved: '↕',
  renamed: '✎',
  changed: '~',
  resized: '~',
  reseeded: '~',
  reworded: '~',
};

/** Longer values than on a terminal: a page has room, and notices are shown as values. */
const mostText = 1_000;

/** The changes as list items that script can filter and go to; empty without changes. */
export function changeList(groups: readonly ChangeGroup[], reasons: readonly ChangeReason[]): string {
  const changes = groups.flatMap((group) => group.changes);
  if (changes.length === 0) return '';
  return `<ul class="changes">${changes.map((change) => item(change, reasons)).join('')}</ul>`;
}

function item(change: Change, reasons: readonly ChangeReason[]): string {
  const why = reasonsOf(change, reasons).map((reason) => `<span class="reason">${escapeHtml(reason)}</span>`);
  const sign = `<span class="sign" aria-hidden="true">${signs[change.kind]}</span>`;
  const tag = `<span class="tag">${change.class}</span>`;
  const text = `<span class="text">${escapeHtml(describeEdit(change, mostText))}${why.join('')}</span>`;
  return `<li class="change ${tone(change)}" data-class="${change.class}" tabindex="-1">${sign}${text}${tag}</li>`;
}

/** What colour the change has. */
export function tone(change: Change): 'added' | 'removed' | 'moved' | 'changed' | 'faint' {
  switch (change.kind) {
    case 'added':
    case 'removed':
    case 'moved':
      return change.kind;
    case 'renamed':
      return 'moved';
    case 'reseeded':
      return 'faint';
    default:
      return 'changed';
  }
}
