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
  const expand = (runs) => {
    const found = [];
    for (let index = 0; index < runs.length; index += 2) for (let step = 0; step < runs[index + 1]; step++) found.push(runs[index] + step);
    return found;
  };
  const sections = all('.group').map((element) => {
    const { m, c } = groups[Number(element.dataset.group)];
    const changes = all('.change', element).map((item) => ({ item, about: item.dataset.class, words: item.textContent.toLowerCase(), runs: c[Number(item.dataset.change)] }));
    const section = { element, members: expand(m), words: element.querySelector('h2').textContent.toLowerCase(), changes, shown: undefined };
    const list = element.querySelector('.members');
    section.fill = () => {
      if (!list.open) return;
      const target = list.querySelector('.names');
      const parts = document.createDocumentFragment();
      for (const position of section.members) {
        if (section.shown !== undefined && !section.shown.has(position)) continue;
        const item = document.createElement('li');
        item.textContent = names[position];
        parts.append(item);
      }
      target.replaceChildren(parts);
    };
    list.addEventListener('toggle', section.fill);
    return section;
  });
  const words = byId('words');
  const manifest = byId('manifest');
  const status = byId('status');
  const boxes = all('[data-class]', byId('controls'));
  const meets = (runs, shown) => {
    for (let index = 0; index < runs.length; index += 2) for (let step = 0; step < runs[index + 1]; step++) if (shown.has(runs[index] + step)) return true;
    return false;
  };
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const part = manifest.value.toLowerCase().trim();
    const classes = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.class));
    const shown = part === '' ? undefined : new Set(lower.flatMap((name, position) => (name.includes(part) ? [position] : [])));
    let count = 0;
    for (const section of sections) {
      section.shown = shown;
      const isMember = shown === undefined || section.members.some((position) => shown.has(position));
      const isTitle = wanted.every((word) => section.words.includes(word));
      let live = 0;
      for (const change of section.changes) {
        const isShown = isMember && classes.has(change.about) && (isTitle || wanted.every((word) => change.words.includes(word))) && (shown === undefined || change.runs === 0 || meets(change.runs, shown));
        if (change.item.hidden === isShown) change.item.hidden = !isShown;
        if (isShown) live++;
      }
      const isHidden = live === 0;
      if (section.element.hidden !== isHidden) section.element.hidden = isHidden;
      if (!isHidden) count++;
      section.fill();
    }
    status.textContent = count + ' of ' + sections.length + ' groups' + (shown === undefined ? '' : ', ' + shown.size + ' of ' + names.length + ' manifests');
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
