import { counted, grouped, shownLine } from '@bootwright/core';
import { changeLooks, escapeHtml, renderPage } from '@bootwright/manifest-diff';
import type { FleetDiff, FleetGroup, GroupedChange } from '../groups/fleet-diff.ts';
import { fleetScript } from './fleet-script.ts';
import { countsText, renamedTexts } from './shown-counts.ts';

export interface FleetHtmlOptions {
  /** Default: `Manifest changes`. */
  readonly title?: string;
}

/** What a page contains: with more, browsers stutter. The JSON has the rest. */
const mostGroups = 500;
const mostChanges = 300;
const mostListed = 20_000;
/** Names of manifests that the groups list, together. */
const mostNames = 400_000;

/**
 * The diff as one HTML page that needs nothing else: groups to unfold, a filter by words, by manifest and by class. It is
 * readable without script.
 */
export function renderFleetHtml(diff: FleetDiff, { title = 'Manifest changes' }: FleetHtmlOptions = {}): string {
  const groups = diff.groups.slice(0, mostGroups);
  const room = { changes: mostListed, names: mostNames };
  const sections = groups.map((group, index) => groupSection(group, index, room));
  const rest = diff.groups.length - groups.length;
  const more = rest > 0 ? `<p>${counted(rest, 'smaller group')} are in the JSON alone.</p>` : '';
  const changes = groups.flatMap((group) => group.changes);
  const body = `<a class="skip" href="#groups">Skip to the changes</a>
<header>
<h1>${escapeHtml(title)}</h1>
<p class="summary">${escapeHtml(countsText(diff))}</p>
${controls(changes)}
</header>
<main id="groups" tabindex="-1">
${sections.join('\n')}
${more}
${nameList('Added manifests', diff.added)}${nameList('Removed manifests', diff.removed)}${nameList('Renamed manifests', renamedTexts(diff))}
</main>
<script type="application/json" id="data">${data(diff, groups)}</script>`;
  return renderPage({ title, body, style: fleetStyle, script: fleetScript });
}

function controls(changes: readonly GroupedChange[]): string {
  const boxes = [...grouped(changes, (change) => change.class)].map(
    ([name, { length: count }]) =>
      `<label><input type="checkbox" data-class="${escapeHtml(name)}" checked> ${escapeHtml(name)} <span class="count">${count}</span></label>`,
  );
  return `<div class="controls" id="controls" hidden>
<div class="row" role="search"><label for="words">Changes</label><input type="search" id="words" placeholder="words of a group or change" autocomplete="off" aria-keyshortcuts="/">
<label for="manifest">Manifests</label><input type="search" id="manifest" placeholder="part of a name" autocomplete="off">
<button type="button" id="unfold" aria-keyshortcuts="e">Unfold all</button><button type="button" id="fold" aria-keyshortcuts="c">Fold all</button></div>
<fieldset><legend>Show changes of</legend>${boxes.join('')}</fieldset>
<div class="row"><p id="status" role="status"></p></div>
</div>`;
}

interface Room {
  changes: number;
  names: number;
}

function groupSection({ title, changes, manifests }: FleetGroup, index: number, room: Room): string {
  const listed = changes.slice(0, Math.min(mostChanges, room.changes));
  room.changes -= listed.length;
  const rest = changes.length - listed.length;
  const more = rest > 0 ? `<li class="faint">… and ${counted(rest, 'more change')}, in the JSON</li>` : '';
  return `<details class="case group" data-group="${index}"${index === 0 ? ' open' : ''}><summary><h2>${escapeHtml(title)}</h2> <span class="count">${counted(
    manifests.length,
    'manifest',
  )}, ${counted(changes.length, 'change')}</span></summary><div class="inside"><ul class="changes">${listed
    .map((change, position) => item(change, position, manifests.length))
    .join(
      '',
    )}${more}</ul><details class="members"><summary>${counted(manifests.length, 'manifest')}</summary></details></div></details>`;
}

function item({ text, kind, class: about, manifests }: GroupedChange, position: number, count: number): string {
  const share =
    manifests.length === count ? '' : ` <span class="count">${counted(manifests.length, 'manifest')}</span>`;
  const { symbol, tone } = changeLooks[kind];
  return `<li class="change ${tone}" data-class="${about}" data-change="${position}"><span class="sign" aria-hidden="true">${symbol}</span><span class="text">${escapeHtml(
    text,
  )}${share}</span><span class="tag">${about}</span></li>`;
}

function nameList(title: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const items = names.slice(0, mostListed).map((name) => `<li>${escapeHtml(name)}</li>`);
  return `<details class="case"><summary><h2>${title}</h2> <span class="count">${names.length}</span></summary><ul class="names">${items.join('')}</ul></details>`;
}

/** Names as elements show them, and by group and change the positions of their manifests as runs: `[first, length, …]`. */
function data({ names }: FleetDiff, groups: readonly FleetGroup[]): string {
  let room = mostNames;
  const runs = (positions: readonly number[]): readonly number[] => {
    const found: number[] = [];
    let previous = -2;
    for (const position of positions) {
      if (position === previous + 1) found[found.length - 1] = (found.at(-1) ?? 0) + 1;
      else found.push(position, 1);
      previous = position;
    }
    room -= found.length;
    return room < 0 ? [] : found;
  };
  const packed = groups.map(({ manifests, changes }) => ({
    m: runs(manifests),
    c: changes
      .slice(0, mostChanges)
      .map((change) => (change.manifests.length === manifests.length ? 0 : runs(change.manifests))),
  }));
  return JSON.stringify({ names: names.map(shownLine), groups: packed }).replaceAll('<', '\\u003c');
}

const fleetStyle = `
.group h2 { font-size: 1rem; font-weight: 600; }
.names { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); column-gap: 1rem; overflow-wrap: anywhere; margin: 0; }
.members .names { content-visibility: auto; contain-intrinsic-size: auto 40rem; }
.changes li { content-visibility: auto; contain-intrinsic-size: auto 1.6em; }
.members > summary { color: var(--faint); font-size: .875rem; }
`;
