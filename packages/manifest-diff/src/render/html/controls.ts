import { escapeHtml } from './escape-html.ts';

/** A kind of change that can be filtered, with how many there are. */
export interface FilterChoice {
  readonly name: string;
  readonly count: number;
}

/** Keys and what they do; the script acts on the same. */
const keys: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['n', 'next change'],
  ['p', 'previous change'],
  ['e', 'unfold everything'],
  ['c', 'fold everything'],
  ['t', 'dark or light'],
  ['?', 'these keys'],
  ['Esc', 'clear the search'],
];

/** Search, filter and buttons, hidden until the script that makes them work shows them. */
export function controls(choices: readonly FilterChoice[]): string {
  const boxes = choices.map(
    ({ name, count }) =>
      `<label><input type="checkbox" data-filter="${escapeHtml(name)}" checked> ${escapeHtml(name)} <span class="count">${count}</span></label>`,
  );
  const help = keys.map(([key, what]) => `<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`).join('');
  return `<div class="controls" id="controls" hidden>
<div class="row" role="search"><label for="search">Search</label><input type="search" id="search" placeholder="words of a change or stage" autocomplete="off" aria-keyshortcuts="/">
<button type="button" id="unfold" aria-keyshortcuts="e">Unfold all</button><button type="button" id="fold" aria-keyshortcuts="c">Fold all</button><button type="button" id="theme" aria-keyshortcuts="t">Dark or light</button></div>
<fieldset><legend>Show changes of</legend>${boxes.join('')}</fieldset>
<div class="row"><p id="status" role="status"></p><details id="keys"><summary>Keys</summary><dl>${help}</dl></details></div>
</div>`;
}
