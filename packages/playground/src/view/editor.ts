import { grouped } from '@bootwright/core';
import { element } from './dom.ts';
import { type Language, tokensOf } from './highlight.ts';

export interface Mark {
  readonly level: 'fault' | 'notice';
  readonly line: number;
  readonly column: number;
}

export interface EditorOptions {
  readonly label: string;
  readonly placeholder: string;
  readonly language: (text: string) => Language;
  readonly onInput: () => void;
}

/** Texts with more characters or lines are shown without colours, so that typing stays quick. */
const mostColoured = { characters: 60_000, lines: 2000 };

/** A text area with line numbers, colours and marked places. What people see is drawn below the text area, in which they type. */
export class Editor {
  readonly root: HTMLElement;
  readonly #area: HTMLTextAreaElement;
  readonly #backdrop = element('pre', { class: 'backdrop', 'aria-hidden': 'true' });
  readonly #gutter = element('div', { class: 'gutter', 'aria-hidden': 'true' });
  readonly #options: EditorOptions;
  #marks: readonly Mark[] = [];
  #caused: ReadonlySet<number> = new Set();

  constructor(options: EditorOptions) {
    this.#options = options;
    this.#area = element('textarea', {
      'aria-label': options.label,
      placeholder: options.placeholder,
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      wrap: 'off',
      rows: 18,
    });
    this.#area.addEventListener('input', () => {
      // Places are of the text before.
      this.#marks = [];
      this.#draw();
      options.onInput();
    });
    this.#area.addEventListener('scroll', () => this.#follow());
    this.root = element(
      'div',
      { class: 'editor' },
      this.#gutter,
      element('div', { class: 'pane' }, this.#backdrop, this.#area),
    );
  }

  get text(): string {
    return this.#area.value;
  }

  set text(value: string) {
    if (value === this.#area.value) return;
    this.#area.value = value;
    this.#area.scrollTo(0, 0);
    this.#marks = [];
    this.#draw();
  }

  set marks(marks: readonly Mark[]) {
    this.#marks = marks;
    this.#draw();
  }

  /** Lines that something on the page comes from. */
  set caused(lines: readonly number[]) {
    this.#caused = new Set(lines);
    for (const [index, line] of [...this.#backdrop.children].entries()) {
      line.classList.toggle('caused', this.#caused.has(index + 1));
    }
  }

  /** Puts the cursor at a place, selects its word, and brings it into view. */
  goTo(line: number, column = 1): void {
    const lines = this.text.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    const length = wordLength(lines[line - 1] ?? '', column);
    this.#area.focus({ preventScroll: true });
    this.#area.setSelectionRange(start, start + length);
    const height = Number.parseFloat(getComputedStyle(this.#area).lineHeight) || 20;
    this.#area.scrollTo(0, Math.max(0, (line - 1) * height - this.#area.clientHeight / 3));
    this.root.scrollIntoView({ block: 'nearest' });
    this.#follow();
    const shown = this.#backdrop.children[line - 1];
    shown?.classList.remove('pulse');
    // The animation begins again only after a layout without it.
    void this.#backdrop.offsetWidth;
    shown?.classList.add('pulse');
  }

  #draw(): void {
    const { text } = this;
    const lines = text.split('\n');
    const isPlain = text.length > mostColoured.characters || lines.length > mostColoured.lines;
    this.root.classList.toggle('plain', isPlain);
    if (isPlain) {
      this.#backdrop.replaceChildren();
      this.#gutter.replaceChildren();
      return;
    }
    const marked = grouped(this.#marks, ({ line }) => line);
    const language = this.#options.language(text);
    this.#backdrop.replaceChildren(
      ...lines.map((line, index) => this.#line(line, language, marked.get(index + 1) ?? [], index + 1)),
    );
    this.#gutter.replaceChildren(
      ...lines.map((_, index) => {
        const levels = (marked.get(index + 1) ?? []).map(({ level }) => level);
        const level = levels.includes('fault') ? 'fault' : levels[0];
        return element('span', { class: level }, String(index + 1));
      }),
    );
    this.#follow();
  }

  #line(line: string, language: Language, marks: readonly Mark[], number: number): HTMLElement {
    const drawn = element('span', { class: this.#caused.has(number) ? 'line caused' : 'line' });
    const mark = marks.find(({ level }) => level === 'fault') ?? marks[0];
    const from = mark === undefined ? -1 : Math.min(mark.column - 1, line.length);
    const to = mark === undefined ? -1 : from + Math.max(1, wordLength(line, mark.column));
    let offset = 0;
    for (const { text, kind } of tokensOf(line, language)) {
      // A marked word may begin or end inside of a token.
      const cuts = [from, to].map((cut) => cut - offset).filter((cut) => cut > 0 && cut < text.length);
      let begin = 0;
      for (const end of [...cuts, text.length]) {
        const isMarked = offset + begin >= from && offset + begin < to;
        const classes = [kind === 'plain' ? '' : `t-${kind}`, isMarked ? `mark ${mark?.level}` : ''];
        drawn.append(element('span', { class: classes.join(' ').trim() || undefined }, text.slice(begin, end)));
        begin = end;
      }
      offset += text.length;
    }
    drawn.append('\n');
    return drawn;
  }

  #follow(): void {
    const { scrollLeft, scrollTop } = this.#area;
    this.#backdrop.style.translate = `${-scrollLeft}px ${-scrollTop}px`;
    this.#gutter.scrollTop = scrollTop;
  }
}

/** Characters of the word at a column, or of the rest of the line where it begins with a sign. */
function wordLength(line: string, column: number): number {
  const rest = line.slice(column - 1);
  const [word = ''] = /^(?:[\w.-]+|"(?:[^"\\]|\\.)*"|\[\[?[^\]]*\]\]?)/.exec(rest) ?? [];
  return word.length > 0 ? word.length : rest.length;
}
