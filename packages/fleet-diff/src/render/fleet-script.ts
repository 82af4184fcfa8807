/**
 * What the page of a fleet does beyond unfolding: filters by words, manifest and class; names of manifests are listed when
 * their group asks for them. A text, since the page's policy allows exactly this one.
 */
export const fleetScript = `'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const { names, groups } = JSON.parse(byId('data').textContent);
  const lower = names.map((name) => name.toLowerCase());
  // How many of the manifests before each position the filter shows; all of them without a filter.
  let shown;
  const isShownAt = (position) => shown === undefined || shown[position + 1] > shown[position];
  const meets = (runs) => {
    if (shown === undefined) return true;
    for (let index = 0; index < runs.length; index += 2) if (shown[runs[index] + runs[index + 1]] > shown[runs[index]]) return true;
    return false;
  };
  const sections = all('.group').map((element) => {
    const { m, c } = groups[Number(element.dataset.group)];
    const changes = all('.change', element).map((item) => ({ item, about: item.dataset.class, words: item.textContent.toLowerCase(), runs: c[Number(item.dataset.change)] }));
    const section = { element, runs: m, words: element.querySelector('h2').textContent.toLowerCase(), changes, isChanged: undefined };
    const list = element.querySelector('.members');
    // The filter that the list was made for; none yet.
    let filled = 0;
    // What is folded is neither listed nor hidden item by item: it is when it unfolds.
    section.fill = () => {
      if (!element.open || element.hidden) return;
      if (section.isChanged !== undefined) for (const change of changes) {
        const isHidden = !section.isChanged(change);
        if (change.item.hidden !== isHidden) change.item.hidden = isHidden;
      }
      if (!list.open || filled === shown) return;
      filled = shown;
      const found = [];
      for (let index = 0; index < m.length; index += 2) for (let position = m[index]; position < m[index] + m[index + 1]; position++) if (isShownAt(position)) found.push(names[position]);
      const parts = [];
      for (let start = 0; start < found.length; start += 100) {
        const part = document.createElement('ul');
        part.className = 'names';
        part.append(...found.slice(start, start + 100).map((name) => {
          const item = document.createElement('li');
          item.textContent = name;
          return item;
        }));
        parts.push(part);
      }
      list.replaceChildren(list.firstElementChild, ...parts);
    };
    list.addEventListener('toggle', section.fill);
    element.addEventListener('toggle', section.fill);
    return section;
  });
  const words = byId('words');
  const manifest = byId('manifest');
  const status = byId('status');
  const boxes = all('[data-class]', byId('controls'));
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const part = manifest.value.toLowerCase().trim();
    const classes = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.class));
    shown = part === '' ? undefined : new Uint32Array(names.length + 1);
    if (shown !== undefined) for (let position = 0; position < names.length; position++) shown[position + 1] = shown[position] + (lower[position].includes(part) ? 1 : 0);
    let count = 0;
    for (const section of sections) {
      const isTitle = wanted.every((word) => section.words.includes(word));
      section.isChanged = (change) => classes.has(change.about) && (isTitle || wanted.every((word) => change.words.includes(word))) && (change.runs === 0 || meets(change.runs));
      const isHidden = !meets(section.runs) || !section.changes.some(section.isChanged);
      if (section.element.hidden !== isHidden) section.element.hidden = isHidden;
      if (!isHidden) count++;
      section.fill();
    }
    status.textContent = count + ' of ' + sections.length + ' groups' + (shown === undefined ? '' : ', ' + shown[names.length] + ' of ' + names.length + ' manifests');
  };
  let waiting = 0;
  for (const field of [words, manifest]) {
    field.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 80);
    });
  }
  for (const box of boxes) box.addEventListener('change', apply);
  const fold = (isOpen) => {
    for (const section of sections) section.element.open = isOpen;
  };
  byId('unfold').addEventListener('click', () => fold(true));
  byId('fold').addEventListener('click', () => fold(false));
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      words.value = '';
      manifest.value = '';
      apply();
      return;
    }
    if (event.target instanceof HTMLInputElement && event.target.type === 'search') return;
    if (event.key === '/') {
      event.preventDefault();
      words.focus();
    } else if (event.key === 'e') fold(true);
    else if (event.key === 'c') fold(false);
  });
  byId('controls').hidden = false;
  apply();
})();
`;
