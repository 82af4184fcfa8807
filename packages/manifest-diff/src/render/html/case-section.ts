import { grouped } from '@bootwright/core';
import { type ChangeGroup, groupKey } from '../../diff/change.ts';
import { sideOf } from '../../diff/change-side.ts';
import { listOf } from '../../diff/json-value.ts';
import { type DiskPicture, diskPicture } from '../../disk/disk-picture.ts';
import { type AlignedRow, alignPipelines } from '../../match/align-pipelines.ts';
import type { DiffReport } from '../diff-report.ts';
import { countsText } from '../diff-sections.ts';
import { changeList } from './change-list.ts';
import { diskDrawing } from './disk-drawing.ts';
import { escapeHtml } from './escape-html.ts';
import { pipelineTable } from './pipeline-table.ts';

/** Characters of the JSON of all stages of a case, on both sides. */
const mostJson = 8 * 1024 * 1024;

/** Two stages that have no line in common take 4 million. */
const mostSteps = 12_000_000;

/** One case: its disks, its pipelines, and what changed outside of these. `isOpen`: unfolded at first. */
export function caseSection(report: DiffReport, index: number, isOpen: boolean): string {
  const {
    name,
    before,
    after,
    diff,
    titles = { before: 'before', after: 'after' },
    reasons = [],
    details = [],
  } = report;
  const groups = new Groups(diff.groups);
  const { pipelines, omitted } = alignPipelines(before, after);
  const room = { characters: mostJson, steps: mostSteps };
  const tables = pipelines.map((pipeline) => {
    const stages = pipeline.stages.map((stage) => groups.take(pipeline, stage));
    return pipelineTable({ pipeline, own: groups.take(pipeline), stages, titles, reasons, room });
  });
  const more = omitted === 0 ? '' : `<p>${omitted} more pipelines and stages are not shown.</p>`;
  const rest = changeList(groups.left(), reasons);
  const elsewhere = rest === '' ? '' : `<div class="elsewhere"><h3>Outside the pipelines</h3>${rest}</div>`;
  const counts = diff.groups.length === 0 ? 'no differences' : countsText(diff.groups);
  const told = details.map((line) => `<li>${escapeHtml(line)}</li>`).join('');
  const list = told === '' ? '' : `<ul class="names">${told}</ul>`;
  const drawing = diskDrawing({ before: firstDisk(before), after: firstDisk(after) }, titles);
  return `<details class="case" id="case-${index + 1}"${isOpen ? ' open' : ''}><summary><h2>${escapeHtml(
    name,
  )}</h2> <span class="count">${counts}</span></summary><div class="inside">${list}${drawing}${tables.join('')}${more}${elsewhere}</div></details>`;
}

function firstDisk(manifest: unknown): DiskPicture | undefined {
  for (const pipeline of listOf(manifest, 'pipelines')) {
    const disk = diskPicture(pipeline);
    if (disk !== undefined) return disk;
  }
  return undefined;
}

/** The groups of a diff, each to be shown once. */
class Groups {
  private readonly byPlace: Map<string, readonly ChangeGroup[]>;

  constructor(groups: readonly ChangeGroup[]) {
    this.byPlace = grouped(groups, (group) => this.keyOf(group));
  }

  /** The groups of the pipeline, or of one of its stages. A row that is on both sides may have groups of one side. */
  take(pipeline: AlignedRow, stage?: AlignedRow): readonly ChangeGroup[] {
    const keys = (['before', 'after'] as const).flatMap((side) => {
      const [outer, inner] = [pipeline[side], stage?.[side]];
      if (outer === undefined || (stage !== undefined && inner === undefined)) return [];
      return [`${side} ${outer.index}${inner === undefined ? '' : `:${inner.index}`}`];
    });
    return keys.flatMap((key) => {
      const found = this.byPlace.get(key) ?? [];
      this.byPlace.delete(key);
      return found;
    });
  }

  left(): readonly ChangeGroup[] {
    return [...this.byPlace.values()].flat();
  }

  /** By the indexes of pipeline and stage in the second document, or in the first for what only that has. */
  private keyOf(group: ChangeGroup): string {
    for (const side of ['after', 'before'] as const) {
      if (group[side] === undefined) continue;
      for (const change of group.changes) {
        const place = sideOf(change, side);
        if (place !== undefined) return `${side} ${groupKey(place)}`;
      }
    }
    return '';
  }
}
