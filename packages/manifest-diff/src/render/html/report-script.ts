/**
 * What the page does beyond unfolding: filter, search, keys, theme. A text, and no function turned into one, since
 * bundlers rewrite functions, and the page's policy allows exactly this text.
 */
export const reportScript = `'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const search = byId('search');
  const status = byId('status');
  const boxes = all('[data-filter]');
  const names = new Map(all('.case').map((one) => [one, [...one.querySelectorAll('h2, .names')].map((part) => part.textContent).join(' ')]));
  const changes = all('.change').map((element) => {
    const stage = element.closest('tbody');
    const row = stage === null ? '' : stage.rows[0].textContent;
    return { element, about: element.dataset.class, holders: [stage, element.closest('.pipeline, .elsewhere'), element.closest('.case')], words: [element.textContent, row, names.get(element.closest('.case'))].join(' ').toLowerCase() };
  });
  const holders = all('tbody.stage, .pipeline, .elsewhere, .case');

  const apply = () => {
    const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.filter));
    const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const isNarrowed = words.length > 0 || shown.size < boxes.length;
    const live = new Set();
    let count = 0;
    for (const change of changes) {
      const isShown = shown.has(change.about) && words.every((word) => change.words.includes(word));
      change.element.hidden = !isShown;
      if (!isShown) continue;
      count++;
      for (const holder of change.holders) live.add(holder);
    }
    for (const holder of holders) holder.hidden = isNarrowed && !live.has(holder);
    status.textContent = count + ' of ' + changes.length + (changes.length === 1 ? ' change' : ' changes') + ' shown';
  };

  let waiting = 0;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 80);
  });
  for (const box of boxes) box.addEventListener('change', apply);

  const fold = (isOpen) => {
    for (const one of all('details.case, details.pipeline')) one.open = isOpen;
  };
  byId('unfold').addEventListener('click', () => fold(true));
  byId('fold').addEventListener('click', () => fold(false));

  const root = document.documentElement;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const theme = () => {
    const isDark = root.dataset.theme === undefined ? prefersDark.matches : root.dataset.theme === 'dark';
    root.dataset.theme = isDark ? 'light' : 'dark';
  };
  byId('theme').addEventListener('click', theme);

  const go = (step) => {
    const shown = changes.map((change) => change.element).filter((element) => !element.hidden);
    if (shown.length === 0) return;
    const current = shown.indexOf(document.activeElement);
    const next = current < 0 ? (step > 0 ? 0 : shown.length - 1) : (current + step + shown.length) % shown.length;
    const target = shown[next];
    for (let outer = target.closest('details'); outer !== null; outer = outer.parentElement.closest('details')) outer.open = true;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'center' });
  };

  const acts = {
    '/': () => search.focus(),
    n: () => go(1),
    p: () => go(-1),
    e: () => fold(true),
    c: () => fold(false),
    t: theme,
    '?': () => {
      const keys = byId('keys');
      keys.open = !keys.open;
      keys.firstElementChild.focus();
    },
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      search.value = '';
      search.blur();
      apply();
      return;
    }
    if (event.target instanceof HTMLInputElement && event.target.type === 'search') return;
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  let folded = [];
  addEventListener('beforeprint', () => {
    folded = all('details.case, details.pipeline').filter((one) => !one.open);
    for (const one of folded) one.open = true;
  });
  addEventListener('afterprint', () => {
    for (const one of folded) one.open = false;
  });

  byId('controls').hidden = false;
  apply();
})();
`;
