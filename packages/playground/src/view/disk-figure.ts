import { formatBytes, pushAll } from '@bootwright/core';
import type { DiskDrawing, DiskSegment } from '@bootwright/frontend-kit';
import { element, scrollTable } from './dom.ts';

/** Shares of the width: small partitions stay visible, and the larger is never the narrower. */
function shareOf({ size }: DiskSegment): number {
  return Math.max(1.5, Math.sqrt(size / 2 ** 30) * 10);
}

/** The disk as a bar and, unless it is small, its partitions as a table. */
export function diskFigure(drawing: DiskDrawing, title: string, isSmall = false): HTMLElement {
  const segments = drawing.segments.filter(({ kind, size }) => kind === 'partition' || size > 16 * 2 ** 20);
  const caption = `${title}: ${formatBytes(drawing.size)}, ${drawing.type}`;
  const bar = element('div', { class: 'bar', role: 'img', 'aria-label': barText(drawing) });
  const rows: HTMLElement[] = [];
  for (const segment of segments) {
    const block = element('span', { class: `segment ${classOf(segment)}` });
    block.style.flexGrow = String(shareOf(segment));
    if (segment.kind === 'partition') {
      block.append(
        element('b', {}, segment.mountpoints[0] ?? segment.content),
        element('i', {}, formatBytes(segment.size)),
      );
      block.title = `${segment.role}, ${formatBytes(segment.size)}`;
      const row = partitionRow(segment);
      const light = (isOn: boolean) => () => {
        row.classList.toggle('lit', isOn);
        block.classList.toggle('lit', isOn);
      };
      for (const one of [row, block]) {
        one.addEventListener('pointerenter', light(true));
        one.addEventListener('pointerleave', light(false));
      }
      pushAll(rows, [row, ...segment.volumes.map((volume) => volumeRow(volume))]);
    }
    bar.append(block);
  }
  return element(
    'figure',
    { class: 'disk' },
    element('figcaption', {}, caption),
    bar,
    ...(isSmall ? [] : [scrollTable({ label: `Partitions of ${title}` }, columns, rows)]),
  );
}

const columns = ['#', 'Size', 'For', 'Content', 'Mounted at'];

type Partition = Extract<DiskSegment, { readonly kind: 'partition' }>;

function partitionRow({ number, size, role, content, mountpoints, label, volumes }: Partition): HTMLElement {
  const mounted = volumes.length > 0 ? '' : mountpoints.join(' ');
  const labelled = label === undefined ? content : `${content} “${label}”`;
  return tableRow([String(number), formatBytes(size), role, labelled, mounted]);
}

function volumeRow({ name, size, content, mountpoint, shared }: Partition['volumes'][number]): HTMLElement {
  const row = tableRow(['', shared ? 'shared' : formatBytes(size), name, content, mountpoint ?? '']);
  row.classList.add('volume');
  return row;
}

const tableRow = (cells: readonly string[]): HTMLElement =>
  element('tr', {}, ...cells.map((text) => element('td', {}, text === '' ? '–' : text)));

function classOf(segment: DiskSegment): string {
  if (segment.kind !== 'partition') return segment.kind;
  const { mountpoints, role } = segment;
  if (mountpoints.includes('/')) return 'root';
  if (/EFI|ESP|BIOS|PReP/i.test(role)) return 'firmware';
  return mountpoints.includes('/boot') ? 'boot' : 'other';
}

function barText({ segments, size }: DiskDrawing): string {
  const parts = segments.flatMap((segment) =>
    segment.kind === 'partition' ? [`${segment.role} ${formatBytes(segment.size)}`] : [],
  );
  return `A disk of ${formatBytes(size)}: ${parts.join(', ')}`;
}
