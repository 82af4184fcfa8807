// The only script of the site: "/" leads to the search, the list of pages folds on a narrow screen, and the page of the
// search shows results. Every page reads without it.
const top = document.body.dataset.top ?? '';
const field = document.querySelector('.search input');

addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.matches('input, textarea, select');
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field?.focus();
});

const list = document.querySelector('nav.pages details');
const narrow = matchMedia('(max-width: 60rem)');
const fold = () => {
  if (list) list.open = !narrow.matches;
};
narrow.addEventListener('change', fold);
fold();

const results = document.querySelector('#results');
if (results && field) {
  const status = document.querySelector('#found');
  const normal = (text) => text.toLowerCase();
  /** The words of a query, as the index has them: people paste "--type", `code`, and the end of a sentence. */
  const wordsOf = (query) =>
    (normal(query).match(/[\p{L}\p{N}][\p{L}\p{N}._/-]*/gu) ?? []).map((word) => word.replace(/[._/-]+$/, ''));
  let entries = [];

  /** How well an entry fits all words; 0 where one is missing. */
  const score = (entry, words) => {
    let sum = 0;
    for (const word of words) {
      const title = normal(entry.title);
      const one =
        (title === word ? 60 : 0) +
        (title.includes(word) ? 20 : 0) +
        (entry.headings.some(([, text]) => normal(text).includes(word)) ? 8 : 0) +
        (normal(entry.description).includes(word) ? 4 : 0) +
        (entry.words.includes(word) ? 1 : 0);
      if (one === 0) return 0;
      sum += one;
    }
    return sum + (entry.path.startsWith('guides/') ? 3 : 0);
  };

  const item = (entry, words) => {
    const section = entry.headings.find(([, text]) => words.some((word) => normal(text).includes(word)));
    const inTitle = words.every((word) => normal(entry.title).includes(word));
    const link = document.createElement('a');
    link.href = `${top}${entry.path}${section && !inTitle ? `#${section[0]}` : ''}`;
    link.textContent = section && !inTitle ? `${entry.title} › ${section[1]}` : entry.title;
    const text = document.createElement('p');
    text.textContent = entry.description;
    const row = document.createElement('li');
    row.append(link, text);
    return row;
  };

  const show = () => {
    const words = wordsOf(field.value);
    const found = words.length === 0 ? [] : entries.map((entry) => [score(entry, words), entry]);
    const best = found.filter(([points]) => points > 0).sort(([one], [other]) => other - one);
    results.replaceChildren(...best.slice(0, 30).map(([, entry]) => item(entry, words)));
    const count = `${best.length} ${best.length === 1 ? 'page' : 'pages'}`;
    status.textContent =
      words.length === 0 ? 'Type what you look for.' : `${count} found${best.length > 30 ? ', the best 30 here' : ''}.`;
  };

  field.value = new URLSearchParams(location.search).get('q') ?? '';
  field.addEventListener('input', show);
  field.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    history.replaceState(null, '', `?q=${encodeURIComponent(field.value)}`);
    show();
  });
  const answer = await fetch(`${top}search-index.json`);
  entries = await answer.json();
  show();
}
