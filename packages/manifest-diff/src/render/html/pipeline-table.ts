import { encodeJson } from '@bootwright/osbuild';
import type { ChangeGroup } from '../../diff/change.ts';
import { layoutSize } from '../../disk/layout-size.ts';
import type { AlignedItem, AlignedPipeline, AlignedRow } from '../../match/align-pipelines.ts';
import { describeStage } from '../../text/describe-change.ts';
import type { ChangeReason } from '../diff-report.ts';
import { changeList } from './change-list.ts';
import { escapeHtml, escapeHtmlLines } from './escape-html.ts';
import { markedLines } from './marked-lines.ts';

/** What a table is made of. */
export interface TableContent {
  readonly pipeline: AlignedPipeline;
  /** The changes of the pipeline outside its stages. */
  readonly own: readonly ChangeGroup[];
  /** The changes of each row of stages. */
  readonly stages: readonly (readonly ChangeGroup[])[];
  readonly titles: { readonly before: string; readonly after: string };
  readonly reasons: readonly ChangeReason[];
  readonly room: Room;
}

/** What the page may still show as JSON; each stage takes its part. */
export interface Room {
  characters: number;
  /** To find the lines that differ. */
  steps: number;
}

/** A pipeline, foldable: its stages in two columns, matched ones in line, with what changed below each. */
export function pipelineTable(content: TableContent): string {
  const { pipeline, own, stages, titles, reasons, room } = content;
  const name = pipelineName(pipeline);
  const count = [own, ...stages].flat().reduce((sum, group) => sum + group.changes.length, 0);
  const said = count === 0 ? 'unchanged' : `${count} ${count === 1 ? 'change' : 'changes'}`;
  const rows = folded(pipeline.stages.map((row, index) => stageRow(row, stages[index] ?? [], { reasons, room })));
  const table =
    rows.length === 0
      ? ''
      : `<table><caption class="hidden">Stages of ${escapeHtml(name)}</caption><thead><tr><th scope="col">${escapeHtml(
          titles.before,
        )}</th><th scope="col">${escapeHtml(titles.after)}</th></tr></thead>${rows.join('')}</table>`;
  return `<details class="pipeline${count === 0 ? '' : ' differs'}"${count === 0 ? '' : ' open'}><summary><h3>${escapeHtml(
    name,
  )}</h3> <span class="count">${said}</span></summary>${changeList(own, reasons)}${table}</details>`;
}

const equal = '<tbody class="stage equal">';
/** So many unchanged stages in a row are folded. */
const leastFolded = 3;

/** Rows, of which unchanged ones next to each other are folded. */
function folded(rows: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (let index = 0; index < rows.length; ) {
    let end = index;
    while (rows[end]?.startsWith(equal) === true) end++;
    if (end - index >= leastFolded) {
      const inner = `<table>${rows.slice(index, end).join('')}</table>`;
      const summary = `<summary>${end - index} unchanged stages</summary>`;
      found.push(`${equal}<tr><td colspan="2"><details class="same">${summary}${inner}</details></td></tr></tbody>`);
      index = end;
    } else found.push(rows[index++] ?? '');
  }
  return found;
}

function pipelineName({ before, after }: AlignedRow): string {
  if (before === undefined || after === undefined) return `${(before ?? after)?.name}`;
  return before.name === after.name ? after.name : `${before.name} → ${after.name}`;
}

function stageRow(
  row: AlignedRow,
  groups: readonly ChangeGroup[],
  { reasons, room }: Pick<TableContent, 'reasons' | 'room'>,
): string {
  const { before, after, moved } = row;
  const state =
    before === undefined
      ? 'added'
      : after === undefined
        ? 'removed'
        : moved
          ? 'moved'
          : groups.length > 0
            ? 'changed'
            : 'equal';
  const changes = changeList(groups, reasons);
  const below = `${changes}${texts({ before, after }, state === 'equal', room)}`;
  return `<tbody class="stage ${state}"><tr>${cell(before)}${cell(after)}</tr><tr class="below"><td colspan="2">${below}</td></tr></tbody>`;
}

function cell(item: AlignedItem | undefined): string {
  if (item === undefined) return '<td class="none"><span class="hidden">none</span></td>';
  return `<td><span class="place">${item.index + 1}</span> ${escapeHtml(describeStage(item.name, item.label))}</td>`;
}

/** Of the JSON of one stage: a stage of image-builder that installs packages has some thousand lines. */
const mostLines = 50_000;
const mostCharacters = 4 * 1024 * 1024;

/** The stages' JSON, folded; equal ones once, else with the lines marked that only one side has. */
function texts(
  { before, after }: { readonly before: AlignedItem | undefined; readonly after: AlignedItem | undefined },
  isEqual: boolean,
  room: Room,
): string {
  const one = after ?? before;
  const name = escapeHtml(describeStage(one?.name ?? '', one?.label));
  for (const item of [before, after]) {
    const most = { lines: mostLines, characters: Math.min(mostCharacters, room.characters) };
    const size = layoutSize(item?.value, most);
    if (size.lines > most.lines || size.characters > most.characters) {
      return '<p class="json">The JSON of this stage is too long to be shown.</p>';
    }
    room.characters -= size.characters;
  }
  const [left, right] = [before, after].map((item) =>
    item === undefined ? undefined : encodeJson(item.value).trimEnd(),
  );
  const blocks =
    left === undefined || right === undefined || isEqual
      ? [escapeHtmlLines(left ?? right ?? '')]
      : markedBlocks(left, right, room);
  const panes = blocks.map((block) => `<pre>${block}</pre>`).join('');
  return `<details class="json"><summary>JSON<span class="hidden"> of ${name}</span></summary><div class="pair">${panes}</div></details>`;
}

function markedBlocks(left: string, right: string, room: Room): readonly string[] {
  const { before, after, steps } = markedLines(left, right, room.steps);
  room.steps -= steps;
  return [before, after];
}
