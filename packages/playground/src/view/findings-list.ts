import { counted } from '@bootwright/core';
import type { Finding } from '../compute/outcome.ts';
import type { DocumentName } from '../inputs/playground-input.ts';
import { element } from './dom.ts';

export type GoTo = (document: DocumentName, line: number, column?: number) => void;

/** Faults and notices; one with a place is a button that leads there. */
export function findingsList(findings: readonly Finding[], goTo: GoTo): HTMLElement {
  if (findings.length === 0) {
    return element('p', { class: 'fine' }, 'No faults, no notices.');
  }
  const items = findings.map((one) => findingItem(one, goTo));
  return element('div', {}, element('h2', {}, countText(findings)), element('ol', { class: 'findings' }, ...items));
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
  const attributes = { type: 'button', class: 'finding', onclick: lead, title: `Go to ${path ?? 'the line'}` };
  return element('li', {}, element('button', attributes, ...content));
}

function placeText({ document, path, line, column }: Finding): string {
  if (document === undefined) return path ?? '';
  const at = [document, line, line === undefined ? undefined : column].filter((part) => part !== undefined);
  return [at.join(':'), path].filter((part) => part !== undefined && part !== '').join(' · ');
}

export function countText(findings: readonly Finding[]): string {
  const faults = findings.filter(({ level }) => level === 'fault').length;
  const notices = findings.length - faults;
  const parts = [faults > 0 ? [counted(faults, 'fault')] : [], notices > 0 ? [counted(notices, 'notice')] : []].flat();
  return parts.length === 0 ? 'No faults' : parts.join(', ');
}
