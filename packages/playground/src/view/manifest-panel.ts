import { counted, grouped } from '@bootwright/core';
import type { Outcome, OutlinedStage, StageCause } from '../compute/outcome.ts';
import type { DocumentName } from '../inputs/playground-input.ts';
import { codeBlock, element } from './dom.ts';
import type { GoTo } from './findings-list.ts';
import { recall, remember } from './remembered.ts';
import { copyButton, saveButton } from './take-out.ts';

export interface ManifestPanelOptions {
  readonly goTo: GoTo;
  /** Lights the lines that a stage comes from; none: nothing is lit. */
  readonly light: (lines: readonly { readonly document: DocumentName; readonly line: number }[]) => void;
}

/** Characters of JSON that are shown; copies and files are whole. */
const mostShown = 200_000;

export interface ManifestPanel {
  readonly root: HTMLElement;
  readonly showCauses: (causes: readonly StageCause[]) => void;
}

/** The manifest as an outline of its stages, and as text. */
export function manifestPanel({ image, manifest = '' }: Outcome, options: ManifestPanelOptions): ManifestPanel {
  const stages = new Map<string, HTMLElement>();
  const outline = element(
    'div',
    { class: 'outline' },
    ...(image?.pipelines ?? []).map(({ name, count, stages: all }, pipeline) =>
      element(
        'section',
        { 'aria-label': `Pipeline ${name}` },
        element('h3', {}, name, element('span', {}, counted(count, 'stage'))),
        element(
          'ol',
          {},
          ...all.map((one, stage) => {
            const item = stageItem(one);
            stages.set(`${pipeline}/${stage}`, item);
            return item;
          }),
        ),
      ),
    ),
  );
  const shown =
    manifest.length > mostShown ? `${manifest.slice(0, mostShown)}\n… (cut: copy or save the whole)` : manifest;
  const text = codeBlock(shown, 'The manifest as JSON');
  const views = { outline, text };
  const choose = (view: keyof typeof views): void => {
    for (const [name, shownView] of Object.entries(views)) shownView.toggleAttribute('hidden', name !== view);
    for (const button of switches) button.setAttribute('aria-pressed', String(button.dataset.view === view));
    remember('view', view);
  };
  const switches = (['outline', 'text'] as const).map((view) =>
    element(
      'button',
      { type: 'button', 'data-view': view, onclick: () => choose(view) },
      view === 'outline' ? 'Stages' : 'JSON',
    ),
  );
  choose(recall('view') === 'text' ? 'text' : 'outline');
  const root = element(
    'div',
    {},
    element(
      'div',
      { class: 'toolbar' },
      element('div', { class: 'switch', role: 'group', 'aria-label': 'How the manifest is shown' }, ...switches),
      copyButton('Copy manifest', () => manifest),
      saveButton('Save manifest', 'manifest.json', () => manifest),
    ),
    outline,
    text,
  );
  return { root, showCauses: (causes) => showCauses(causes, stages, options) };
}

function stageItem({ type, summary, json }: OutlinedStage): HTMLElement {
  const details = element(
    'details',
    {},
    element('summary', {}, element('b', {}, type), ' ', element('span', {}, summary)),
  );
  details.addEventListener('toggle', () => {
    if (details.open && details.querySelector('pre') === null) details.append(codeBlock(json, `The stage ${type}`));
  });
  return element('li', {}, details);
}

function showCauses(
  causes: readonly StageCause[],
  stages: ReadonlyMap<string, HTMLElement>,
  { goTo, light }: ManifestPanelOptions,
): void {
  for (const [key, all] of grouped(causes, ({ pipeline, stage }) => `${pipeline}/${stage}`)) {
    const item = stages.get(key);
    if (item === undefined) continue;
    const chips = all.slice(0, 6).map(({ document, path, line }) => {
      const name = document === 'blueprint' ? path.replace(/^customizations\./, '') : path;
      if (line === undefined) return element('span', { class: 'chip' }, name);
      const title = `Because of ${path} in ${document}, line ${line}`;
      return element('button', { type: 'button', class: 'chip', title, onclick: () => goTo(document, line) }, name);
    });
    item.append(element('div', { class: 'causes' }, element('span', {}, 'because of'), ...chips));
    const lines = all.flatMap(({ document, line }) => (line === undefined ? [] : [{ document, line }]));
    for (const name of ['pointerenter', 'focusin']) item.addEventListener(name, () => light(lines));
    for (const name of ['pointerleave', 'focusout']) item.addEventListener(name, () => light([]));
  }
}
