import type { Finding } from '../compute/outcome.ts';
import type { DocumentName } from '../inputs/playground-input.ts';
import { element } from './dom.ts';

export type GoTo = (document: DocumentName, line: number, column?: number) => void;

const fileNames: Readonly<Record<DocumentName, string>> = {
  blueprint: 'blueprint',
  'disk.yaml': 'disk.yaml',
  container: 'container',
};

/** Faults and notices; one with a place is a button that leads there. */
export function findingsList(findings: readonly Finding[], goTo: GoTo): HTMLElement {
  if (findings.length === 0) {
    return element('p', { class: 'fine' }, 'No faults, no notices.');
  }
  const heading = element('h2', {}, countText(findings));
  return element(
    'div',
    {},
    heading,
    element('ol', { class: 'findings' }, ...findings.map((one) => findingItem(one, goTo))),
  );
}

function findingItem(finding: Finding, goTo: GoTo): HTMLElement {
  const { level, code, message, hint, document, path, line, column } = finding;
  const place = placeText(finding);
  const content = [
    element('span', { class: `level ${level}` }, level),
    element('span', { class: 'message' }, message),
    ...(place === '' ? [] : [element('span', { class: 'place' }, place)]),
    ...(hint === undefined ? [] : [element('span', { class: 'hint' }, hint)]),
    element('span', { class: 'slug' }, code),
  ];
  if (document === undefined || line === undefined)
    return element('li', {}, element('div', { class: 'finding' }, ...content));
  const lead = (): void => goTo(document, line, column);
  return element(
    'li',
    {},
    element(
      'button',
      { type: 'button', class: 'finding', onclick: lead, title: `Go to ${path ?? 'the line'}` },
      ...content,
    ),
  );
}

function placeText({ document, path, line, column }: Finding): string {
  if (document === undefined) return path ?? '';
  const at = [fileNames[document], line, line === undefined ? undefined : column].filter((part) => part !== undefined);
  return [at.join(':'), path].filter((part) => part !== undefined && part !== '').join(' · ');
}

export function countText(findings: readonly Finding[]): string {
  const faults = findings.filter(({ level }) => level === 'fault').length;
  const notices = findings.length - faults;
  const parts = [plural(faults, 'fault'), plural(notices, 'notice')].filter((text) => text !== '');
  return parts.length === 0 ? 'No faults' : parts.join(', ');
}

const plural = (count: number, word: string): string =>
  count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
