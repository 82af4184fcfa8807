import { shownLine } from '@bootwright/core';
import type { DiskPicture, PicturedPartition } from '../../disk/disk-picture.ts';
import { mebibytes } from '../../text/size-text.ts';
import { wrapped } from '../../text/wrapped.ts';
import { escapeHtml } from './escape-html.ts';

const height = 300;
/** Of disks that are laid out alike: there is little to see. */
const lowHeight = 120;
const barWidth = 96;
const columnWidth = 400;
const lineHeight = 16;
const firstTop = 30;
/** Of a title's line, in the widest letters of the page's font. */
const titleLetters = 42;
/** Of a label next to the bar. */
const labelLetters = 28;

/** What the drawing says of a partition. */
type State = 'equal' | 'changed' | 'added' | 'removed';
const marks: Readonly<Record<State, string>> = { equal: '', changed: '~ ', added: '+ ', removed: '− ' };

interface Sides {
  readonly before: DiskPicture | undefined;
  readonly after: DiskPicture | undefined;
}

/** Both disks next to each other, in one scale; empty where neither manifest makes a disk. */
export function diskDrawing(disks: Sides, titles: { readonly before: string; readonly after: string }): string {
  const { before, after } = disks;
  const largest = Math.max(before?.size ?? 0, after?.size ?? 0);
  if (largest <= 0) return '';
  const alike = isAlike(before, after);
  const scale = { largest, height: alike ? lowHeight : height };
  const drawings = [
    column(before, after, { ...scale, title: titles.before, only: 'removed' }),
    column(after, before, { ...scale, title: titles.after, only: 'added' }),
  ];
  const caption = `<figcaption>The disks, drawn to one scale${alike ? ', are laid out alike' : ''}.</figcaption>`;
  return `<figure class="disks"><div>${drawings.join('')}</div>${caption}</figure>`;
}

/** One disk, drawn to scale. */
export function diskFigure(disk: DiskPicture, title: string): string {
  const place = { largest: Math.max(1, disk.size), height, title, only: 'added' } as const;
  return `<figure class="disks"><div>${column(disk, disk, place)}</div></figure>`;
}

function isAlike(before: DiskPicture | undefined, after: DiskPicture | undefined): boolean {
  if (before === undefined || after === undefined || before.size !== after.size) return false;
  const states = [
    ...before.partitions.map((one) => stateOf(one, after, 'removed')),
    ...after.partitions.map((one) => stateOf(one, before, 'added')),
  ];
  return states.every((state) => state === 'equal');
}

interface Column {
  readonly title: string;
  /** Bytes that are as tall as `height`. */
  readonly largest: number;
  readonly height: number;
  /** What a partition is that the other disk does not have. */
  readonly only: 'added' | 'removed';
}

function column(disk: DiskPicture | undefined, other: DiskPicture | undefined, place: Column): string {
  const { title, largest, height, only } = place;
  const titles = wrapped(shownLine(`${title}${disk === undefined ? '' : ` · ${mebibytes(disk.size)}`}`), titleLetters);
  const head = titles
    .map((line, index) => `<text class="title" x="0" y="${16 + index * lineHeight}">${escapeHtml(line)}</text>`)
    .join('');
  const top = firstTop + (titles.length - 1) * lineHeight;
  const label = `${title}: ${inWords(disk)}`;
  if (disk === undefined) return drawing(label, top + 24, `${head}<text x="0" y="${top + 16}">no disk</text>`);
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
    const box = `<rect class="partition ${state}" x="0" y="${round(from)}" width="${barWidth}" height="${round(tall)}"/>`;
    const ends = [
      [barWidth, from + Math.min(tall / 2, 20)],
      [barWidth + 12, textY - 4],
      [barWidth + 18, textY - 4],
    ].map(([x = 0, end = 0]) => `${x},${round(end)}`);
    const texts = lines.map((line, index) => {
      const place = `x="${barWidth + (index === 0 ? 22 : 38)}" y="${round(textY + index * lineHeight)}"`;
      return `<text class="${state}" ${place}>${escapeHtml(line)}</text>`;
    });
    return `${box}<polyline class="leader" points="${ends.join(' ')}"/>${texts.join('')}`;
  });
  const outline = `<rect class="disk" x="0" y="${top}" width="${barWidth}" height="${round(y(disk.size) - top)}"/>`;
  return drawing(label, Math.max(y(disk.size), free), `${head}${outline}${parts.join('')}`);
}

/** Two pixels of margin, so that no outline is cut. */
function drawing(label: string, tall: number, content: string): string {
  const size = `width="${columnWidth}" height="${tall + 4}"`;
  return `<svg viewBox="-2 0 ${columnWidth} ${tall + 4}" ${size} role="img" aria-label="${escapeHtml(label)}">${content}</svg>`;
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
  return [own, ...volumes].flatMap((line) => wrapped(shownLine(line), labelLetters));
}

function inWords(disk: DiskPicture | undefined): string {
  if (disk === undefined) return 'no disk';
  const parts = disk.partitions.map(({ role, size }) => `${role} ${mebibytes(size)}`);
  return `disk of ${mebibytes(disk.size)} with ${parts.length === 0 ? 'no partitions' : parts.join(', ')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
