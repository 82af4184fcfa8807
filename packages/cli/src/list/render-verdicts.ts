import type { ContainerInfo } from '@bootwright/container-facts';
import { type Notice, shownLine, shownName } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';
import { bootcDeployment } from '@bootwright/plan';
import type { NamedContainer } from '../container/container-reference.ts';
import { objections, remarks, type Verdict } from '../describe/verdict.ts';
import { renderHint, renderMessage } from '../problems/render-problem.ts';
import type { Look } from '../terminal/look.ts';
import { renderTable } from '../terminal/table.ts';

export interface CheckedContainer {
  readonly info: ContainerInfo;
  readonly verdicts: readonly Verdict[];
}

/** A table of the types that a container can become, and below it the reasons why not the others. */
export function renderVerdicts({ written }: NamedContainer, { info, verdicts }: CheckedContainer, look: Look): string {
  const { style, width } = look;
  const { release } = info.os;
  const system = [release.name, release.versionId].filter((part) => part !== '').join(' ');
  const about = [system, info.architecture ?? '', bootcDeployment(info).sealed ? 'sealed' : 'not sealed'].filter(
    (part) => part !== '',
  );
  const rows = verdicts.map((verdict) => [
    [verdict.type.name, ...verdict.type.aliases].join(', '),
    verdict.type.filename,
    verdict.possible ? 'yes' : 'no',
    verdict.type.summary,
  ]);
  const titles = ['TYPE', 'FILE', 'POSSIBLE', 'WHAT IT IS'];
  const table = renderTable([titles, ...rows], { width, heading: style.strong });
  const section = (who: string, reasons: readonly Notice[]): string => {
    const why = reasons.flatMap(({ code, message, hint }) => [
      ...renderMessage(message, code, { head: '  ', indent: 2, width, style, paint: (line) => line }),
      ...(hint === undefined ? [] : renderHint(hint, '    ', look)),
    ]);
    return `\n${style.strong(`${who}:`)}\n${why.map((line) => `${line}\n`).join('')}`;
  };
  const names = (types: readonly ImageType[]): string => types.map(({ name }) => name).join(', ');
  const possible = verdicts.filter((verdict) => verdict.possible).length;
  const reasons = [
    ...objections(verdicts).map(({ types, reasons }) =>
      section(types.length === verdicts.length ? 'No image is possible' : `Not ${names(types)}`, reasons),
    ),
    ...remarks(verdicts).map(({ types, reasons }) =>
      section(types.length === possible ? 'Notices' : `Notices for ${names(types)}`, reasons),
    ),
  ];
  const title = `${style.strong(shownName(written))}: ${shownLine(about.join(', '))}\n\n`;
  return `${title}${table}${reasons.join('')}`;
}
