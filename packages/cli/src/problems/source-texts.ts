import type { Location } from '@bootwright/core';

/** A text that was read, under the names that locations know it by. */
export interface SourceText {
  readonly document: string;
  readonly file?: string;
  readonly text: string;
  readonly format: 'toml' | 'json' | 'yaml' | 'other';
}

/** The texts that a command has read so far; messages look lines up in them. */
export class SourceTexts {
  readonly #texts: SourceText[] = [];

  add(text: SourceText): void {
    this.#texts.push(text);
  }

  /** The text a location points into: by file where it names one, else by document. */
  find(at: Location): SourceText | undefined {
    if (at.file !== undefined) {
      const byFile = this.#texts.find((text) => text.file === at.file);
      if (byFile !== undefined) return byFile;
    }
    return this.#texts.find((text) => text.document === at.document);
  }
}
