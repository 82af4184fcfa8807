import type { Change, ChangeGroup } from '../../diff/change.ts';
import { reasonsOf } from '../../text/change-reasons.ts';
import { describeEdit } from '../../text/describe-change.ts';
import { changeLooks } from '../change-looks.ts';
import type { ChangeReason } from '../diff-report.ts';
import { escapeHtml } from './escape-html.ts';

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
  const { tone, symbol } = changeLooks[change.kind];
  const sign = `<span class="sign" aria-hidden="true">${symbol}</span>`;
  const tag = `<span class="tag">${change.class}</span>`;
  const text = `<span class="text">${escapeHtml(describeEdit(change, mostText))}${why.join('')}</span>`;
  return `<li class="change ${tone}" data-class="${change.class}" tabindex="-1">${sign}${text}${tag}</li>`;
}
