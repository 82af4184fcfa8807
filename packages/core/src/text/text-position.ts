/** A place in a text, both counted from 1; columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text is sometimes saved with a byte order mark, which no editor counts as a column. */
export const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

export function positionAt(text: string, offset: number): Position {
  return new LineCursor(text).at(offset);
}

/** Places in one text. Offsets that rise cost one pass over the text altogether. */
export class LineCursor {
  readonly #text: string;
  #line = 1;
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(offset: number): Position {
    if (offset < this.#start) {
      this.#line = 1;
      this.#start = 0;
    }
    for (let end = this.#lineEnd(); end !== -1 && end < offset; end = this.#lineEnd()) {
      this.#line++;
      this.#start = end + 1;
    }
    return { line: this.#line, column: offset - this.#start + 1 };
  }

  #lineEnd(): number {
    return this.#text.indexOf('\n', this.#start);
  }
}
