import { element } from './dom.ts';
import { recall, remember } from './remembered.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly content: HTMLElement;
}

export interface Tabs {
  readonly root: HTMLElement;
  readonly select: (id: string) => void;
  /** A short text next to the label, such as a count; empty: none. */
  readonly badge: (id: string, text: string, kind: 'fault' | 'notice', spoken: string) => void;
}

/** Tabs as the ARIA practices have them: arrows, Home and End go from one to another. The selected one is remembered. */
export function tabs(name: string, label: string, all: readonly Tab[]): Tabs {
  const buttons = all.map(({ id, label: text }) =>
    element(
      'button',
      { type: 'button', role: 'tab', id: `${name}-${id}`, 'aria-controls': `${name}-${id}-panel` },
      text,
      element('span', { class: 'badge', hidden: true }),
    ),
  );
  const panels = all.map(({ id, content }) =>
    element(
      'div',
      { role: 'tabpanel', id: `${name}-${id}-panel`, 'aria-labelledby': `${name}-${id}`, class: 'panel' },
      content,
    ),
  );
  const select = (id: string): void => {
    for (const [index, tab] of all.entries()) {
      const isSelected = tab.id === id;
      buttons[index]?.setAttribute('aria-selected', String(isSelected));
      buttons[index]?.setAttribute('tabindex', isSelected ? '0' : '-1');
      panels[index]?.toggleAttribute('hidden', !isSelected);
    }
    remember(`tab:${name}`, id);
  };
  const list = element('div', { role: 'tablist', 'aria-label': label }, ...buttons);
  for (const [index, button] of buttons.entries()) {
    button.addEventListener('click', () => select(all[index]?.id ?? ''));
  }
  list.addEventListener('keydown', (event) => {
    const current = buttons.findIndex((button) => button.matches(':focus'));
    const next = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next === undefined || current < 0) return;
    event.preventDefault();
    const index = (next + all.length) % all.length;
    select(all[index]?.id ?? '');
    buttons[index]?.focus();
  });
  const known = recall(`tab:${name}`);
  select(all.find(({ id }) => id === known)?.id ?? all[0]?.id ?? '');
  return {
    root: element('div', { class: 'tabs' }, list, ...panels),
    select,
    badge: (id, text, kind, spoken) => {
      const badge = buttons[all.findIndex((tab) => tab.id === id)]?.querySelector('.badge');
      if (!(badge instanceof HTMLElement)) return;
      badge.className = `badge ${kind}`;
      badge.hidden = text === '';
      badge.replaceChildren(text, element('span', { class: 'spoken' }, ` ${spoken}`));
    },
  };
}
