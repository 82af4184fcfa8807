import { PatternSyntaxError } from './pattern.ts';

export const isDigit = (character: string): boolean => /^[0-9]$/.test(character);
export const isOctal = (character: string): boolean => /^[0-7]$/.test(character);
export const isHex = (character: string): boolean => /^[0-9A-Fa-f]$/.test(character);

/** A regular expression that is read from its start on. */
export class PatternText {
  readonly characters: readonly string[];
  private index = 0;

  /** `characters`: code points of text, or bytes. */
  constructor(characters: readonly string[]) {
    this.characters = characters;
  }

  /** The next one; '' at the end. */
  get next(): string {
    return this.characters[this.index] ?? '';
  }

  /** Whether this, which is ASCII, comes next. */
  isAt(text: string): boolean {
    for (let offset = 0; offset < text.length; offset++)
      if (this.characters[this.index + offset] !== text[offset]) return false;
    return true;
  }

  get isAtEnd(): boolean {
    return this.index >= this.characters.length;
  }

  /** Takes the next one. Faults: `PatternSyntaxError` at the end. */
  take(): string {
    const { next } = this;
    if (next === '') throw new PatternSyntaxError('it ends early');
    this.index += 1;
    return next;
  }

  /** Takes this text if it comes next. */
  takeIf(text: string): boolean {
    if (!this.isAt(text)) return false;
    this.index += text.length;
    return true;
  }

  /** Takes what fits, one by one, `most` of them. */
  takeWhile(fits: (character: string) => boolean, most = Number.POSITIVE_INFINITY): string {
    let taken = '';
    for (let count = 0; count < most && !this.isAtEnd && fits(this.next); count++) taken += this.take();
    return taken;
  }

  /** Takes up to an ending, which is taken too. Faults: `PatternSyntaxError` where the ending is missing. */
  takeUntil(ending: string): string {
    let taken = '';
    while (!this.takeIf(ending)) taken += this.take();
    return taken;
  }

  /** What `read` gives, or nothing taken if that is absent. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const { index } = this;
    const result = read();
    if (result === undefined) this.index = index;
    return result;
  }
}
