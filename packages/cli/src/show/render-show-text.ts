import { counted, cutToWidth, largest, padded, shownLine, shownName, textWidth } from '@bootwright/core';
import type { DiskPicture } from '@bootwright/manifest-diff';
import type { Look } from '../terminal/look.ts';
import { wrapped } from '../terminal/wrapped.ts';
import type { ManifestOutline, OutlinedPipeline } from './manifest-outline.ts';
import { sizeText } from './size-text.ts';

/** Packages of a pipeline that are listed. */
const mostPackages = 400;

/** The outline for a terminal, each stage in one line; elsewhere lines are as long as they are. */
export function renderShowText(
  { pipelines, containers, files, sources }: ManifestOutline,
  { style, width }: Look,
): string {
  const cut = (line: string): string => (Number.isFinite(width) ? cutToWidth(line, width) : line);
  const lines = pipelines.flatMap((pipeline) => pipelineLines(pipeline, style.strong, style.faint, cut, width));
  const named = (title: string, texts: readonly string[]): readonly string[] =>
    texts.length === 0 ? [] : [style.strong(title), ...texts.map((text) => cut(`  ${shownLine(text)}`)), ''];
  const rest = [
    ...named(
      'Containers',
      containers.map(({ name, digest }) => (digest === undefined ? name : `${name}@${digest}`)),
    ),
    ...named('Files', files),
    ...named(
      'Sources',
      sources.map(({ kind, items }) => `${kind}: ${counted(items, 'item')}`),
    ),
  ];
  const all = [...lines, ...rest];
  return all.length === 0 ? 'no pipelines\n' : `${all.join('\n').trimEnd()}\n`;
}

function pipelineLines(
  { name, build, runner, stages, packages, disk }: OutlinedPipeline,
  strong: (text: string) => string,
  faint: (text: string) => string,
  cut: (line: string) => string,
  width: number,
): readonly string[] {
  const about = [
    build === undefined ? undefined : `built in ${build}`,
    runner,
    counted(stages.length, 'stage'),
    packages.length === 0 ? undefined : counted(packages.length, 'package'),
  ].filter((part) => part !== undefined);
  const head = cut(`${shownName(name)} (${shownLine(about.join(', '))})`);
  const digits = String(stages.length).length;
  const longest = Math.min(28, largest(stages.map(({ type }) => textWidth(shownName(type)))));
  const rows = stages.map(({ type, summary }, index) =>
    cut(`  ${String(index + 1).padStart(digits)} ${padded(shownName(type), longest)}  ${shownLine(summary)}`.trimEnd()),
  );
  return [
    strong(head),
    ...rows,
    ...(disk === undefined ? [] : ['', ...diskLines(disk).map((line) => cut(`  ${line}`))]),
    ...(packages.length === 0 ? [] : ['', ...packageLines(packages, width).map((line) => `  ${faint(line)}`)]),
    '',
  ];
}

function packageLines(packages: OutlinedPipeline['packages'], width: number): readonly string[] {
  const names = packages
    .slice(0, mostPackages)
    .map(({ name, version }) => shownName(version === '' ? name : `${name}-${version}`));
  const more = packages.length > names.length ? ` and ${packages.length - names.length} more` : '';
  return wrapped(`Packages: ${names.join(', ')}${more}`, Number.isFinite(width) ? width - 2 : 1_000_000);
}

function diskLines({ size, table, partitions }: DiskPicture): readonly string[] {
  const title = `Disk of ${sizeText(size)}${table === undefined ? '' : `, ${shownName(table)}`}`;
  const rows = partitions.flatMap(({ number, role, size: bytes, filesystem, volumes }) => [
    `${String(number).padStart(3)}  ${padded(shownName(role), 12)} ${sizeText(bytes).padStart(12)}  ${shownName(filesystem ?? '')}`.trimEnd(),
    ...volumes.map((volume) =>
      `       ${padded(shownName(volume.role), 12)} ${(volume.size === undefined ? '' : sizeText(volume.size)).padStart(8)}  ${shownName(volume.filesystem ?? '')}`.trimEnd(),
    ),
  ]);
  return [title, ...rows];
}
