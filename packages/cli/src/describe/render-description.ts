import { formatBytes } from '@bootwright/core';
import { isInstalled } from '@bootwright/image-types';
import { effectiveOptions } from '@bootwright/plan';
import { type Fact, renderFacts } from '../terminal/fact-table.ts';
import type { Look } from '../terminal/look.ts';
import { renderTable } from '../terminal/table.ts';
import type { TypeDescription } from './describe-type.ts';
import { partitionCells } from './partition-rows.ts';

export function renderDescription({ type, sealed, tables }: TypeDescription, { style, width }: Look): string {
  const facts: readonly Fact[] = [
    ['File', `${type.filename} (${type.mimeType})`],
    ['Export', type.exports.join(', ')],
    [
      'Disk',
      isInstalled(type) ? `${formatBytes(type.defaultSize)}, or more if the container or the request needs it` : '',
    ],
    ['On', type.architectures.join(', ')],
    ['Sealed on', type.kind === 'disk' ? sealed.join(', ') : `none: ${type.unsealedBecause}`],
    [
      'Arguments',
      `${type.kernelArguments.join(' ')} (of the kernel${type.kind === 'disk' ? '; a sealed image has its own' : ''})`,
    ],
  ];
  const names = [type.name, ...type.aliases].join(', ');
  return [
    `${style.strong(names)}: ${type.summary}\n\n`,
    renderFacts(facts, { labels: 'Sealed on'.length, width }),
    ...tables.map(
      ({ architecture, type: label, partitions }) =>
        `\n${style.strong(`Partition table on ${architecture}`)} (${label})\n${renderTable(partitionCells(partitions), { indent: '  ', width })}`,
    ),
    ...(tables.length === 0 ? [] : ['\nThese are minimum sizes; the root grows to fill the disk.\n']),
    `\n${style.strong('Blueprint options')}\n`,
    ...effectiveOptions(type).map((option) => `  ${option}\n`),
  ].join('');
}
