import type { Location } from '@bootwright/core';

/** A text that was read, with the names that locations use for it. */
export interface SourceText {
  readonly document: string;
  readonly file?: string;
  readonly text: string;
  readonly format: 'toml' | 'json' | 'yaml' | 'other';
}

/** The texts that a command has read so far, for excerpts in messages. */
export class SourceTexts {
  readonly #texts: SourceText[] = [];
  readonly #finders: ((file: string) => string | undefined)[] = [];

  add(text: SourceText): void {
    this.#texts.push(text);
  }

  /** Adds a function that finds the text of a file on demand, such as one in a container. */
  addFinder(find: (file: string) => string | undefined): void {
    this.#finders.push(find);
  }

  /** The text that a location is in: by its file if it names one, otherwise by its document. */
  find(at: Location): SourceText | undefined {
    const { document, file } = at;
    if (file === undefined) return this.#texts.find((text) => text.document === document);
    const known = this.#texts.find((text) => text.file === file);
    if (known !== undefined) return known;
    for (const find of this.#finders) {
      const text = find(file);
      if (text !== undefined) return { document: document ?? file, file, text, format: formatOf(file) };
    }
    return undefined;
  }
}

function formatOf(file: string): SourceText['format'] {
  return (['toml', 'json', 'yaml'] as const).find((ending) => file.endsWith(`.${ending}`)) ?? 'other';
}
