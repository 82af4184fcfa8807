import type { DiskPicture, PicturedPartition } from '../disk-picture.ts';
import { mebibytes } from '../size-text.ts';
import { escapeHtml } from './escape-html.ts';

const height = 300;
const barWidth = 96;
const columnWidth = 400;
const lineHeight = 16;
const top = 30;

/** What the drawing says of a partition. */
type State = 'equal' | 'changed' | 'added' | 'removed';
const marks: Readonly<Record<State, string>> = { equal: '', changed: '~ ', added: '+ ', removed: '− ' };

interface Sides {
  readonly before: DiskPicture | undefined;
  readonly after: DiskPicture | undefined;
}

/** Both disks beside each other, in one scale; empty where neither manifest makes a disk. */
export function diskDrawing(disks: Sides, titles: { readonly before: string; readonly after: string }): string {
  const { before, after } = disks;
  const largest = Math.max(before?.size ?? 0, after?.size ?? 0);
  if (largest <= 0) return '';
  const left = column(before, after, { x: 0, title: titles.before, largest, only: 'removed' });
  const right = column(after, before, { x: columnWidth, title: titles.after, largest, only: 'added' });
  const total = Math.max(left.height, right.height) + 8;
  const label = `${titles.before}: ${inWords(before)}. ${titles.after}: ${inWords(after)}.`;
  return `<figure class="disks"><svg viewBox="0 0 ${columnWidth * 2} ${total}" width="${columnWidth * 2}" height="${total}" role="img" aria-label="${escapeHtml(
    label,
  )}">${left.svg}${right.svg}</svg><figcaption>The disks, drawn to one scale.</figcaption></figure>`;
}

interface Column {
  readonly x: number;
  readonly title: string;
  readonly largest: number;
  /** What a partition is that the other disk does not have. */
  readonly only: 'added' | 'removed';
}

function column(disk: DiskPicture | undefined, other: DiskPicture | undefined, place: Column) {
  const { x, title, largest, only } = place;
  const head = `<text class="title" x="${x}" y="16">${escapeHtml(title)}${disk === undefined ? '' : ` · ${mebibytes(disk.size)}`}</text>`;
  if (disk === undefined) return { svg: `${head}<text x="${x}" y="${top + 16}">no disk</text>`, height: top + 24 };
  const y = (bytes: number): number => top + (Math.min(bytes, largest) / largest) * height;
  let free = top + 12;
  const parts = disk.partitions.map((partition) => {
    const state = stateOf(partition, other, only);
    const from = y(partition.start);
    // A hair stays visible: to scale, a partition of 1 MiB would not be.
    const tall = Math.max(2, y(partition.start + partition.size) - from);
    const lines = labels(partition, state);
    const textY = Math.max(free, from + Math.min(tall / 2, 20) + 4);
    free = textY + lines.length * lineHeight;
    const edge = x + barWidth;
    const leader = `<polyline class="leader" points="${edge},${round(from + tall / 2)} ${edge + 12},${round(textY - 4)} ${edge + 18},${round(textY - 4)}"/>`;
    const texts = lines.map(
      (line, index) =>
        `<text class="${state}" x="${edge + (index === 0 ? 22 : 38)}" y="${round(textY + index * lineHeight)}">${escapeHtml(line)}</text>`,
    );
    return `<rect class="partition ${state}" x="${x}" y="${round(from)}" width="${barWidth}" height="${round(tall)}"/>${leader}${texts.join('')}`;
  });
  const outline = `<rect class="disk" x="${x}" y="${top}" width="${barWidth}" height="${round(y(disk.size) - top)}"/>`;
  return { svg: `${head}${outline}${parts.join('')}`, height: Math.max(top + height, free) };
}

function stateOf(partition: PicturedPartition, other: DiskPicture | undefined, only: 'added' | 'removed'): State {
  const partner = other?.partitions.find(({ role }) => role === partition.role);
  if (partner === undefined) return only;
  const isEqual =
    partner.start === partition.start &&
    partner.size === partition.size &&
    partner.type === partition.type &&
    partner.filesystem === partition.filesystem &&
    JSON.stringify(partner.volumes) === JSON.stringify(partition.volumes);
  return isEqual ? 'equal' : 'changed';
}

function labels(partition: PicturedPartition, state: State): readonly string[] {
  const filesystem = partition.filesystem === undefined ? '' : ` · ${partition.filesystem.replace(/^fs\./, '')}`;
  const own = `${marks[state]}${partition.number} ${partition.role} · ${mebibytes(partition.size)}${filesystem}`;
  const volumes = partition.volumes.map(({ role, name, size, filesystem: kind }) =>
    [role === name ? name : `${role} (${name})`, size === undefined ? undefined : mebibytes(size), kind]
      .filter((part) => part !== undefined)
      .join(' · '),
  );
  return [own, ...volumes];
}

function inWords(disk: DiskPicture | undefined): string {
  if (disk === undefined) return 'no disk';
  const parts = disk.partitions.map(({ role, size }) => `${role} ${mebibytes(size)}`);
  return `disk of ${mebibytes(disk.size)} with ${parts.length === 0 ? 'no partitions' : parts.join(', ')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
