import type { Fault } from '@bootwright/core';

/** Makes the fault of a text that is not YAML at the offset. */
export type SyntaxFault = (message: string, offset: number) => Fault;

/** A place in a YAML text, and what is read from there without recursion. */
export class YamlCursor {
  readonly text: string;
  position = 0;
  /** Where the line of `position` begins. */
  lineStart = 0;
  private readonly fault: SyntaxFault;

  constructor(text: string, fault: SyntaxFault) {
    this.text = text;
    this.fault = fault;
  }

  get char(): string {
    return this.text.charAt(this.position);
  }

  get column(): number {
    return this.position - this.lineStart;
  }

  /** At the end of the text or of its document. */
  get isEnded(): boolean {
    return this.position >= this.text.length || this.isMarker('---') || this.isMarker('...');
  }

  isMarker(marker: '---' | '...'): boolean {
    return this.column === 0 && this.text.startsWith(marker, this.position) && this.isBlank(3);
  }

  /** Whether the character is an indicator here: a blank or the end of the text follows. */
  isIndicator(char: string): boolean {
    return this.char === char && this.isBlank(1);
  }

  /** Whether a blank or the end of the text is that far ahead. */
  isBlank(ahead: number): boolean {
    return /^[ \t\r\n]?$/.test(this.text.charAt(this.position + ahead));
  }

  isLineEnd(): boolean {
    return this.char === '\n' || this.char === '\r';
  }

  spaces(): void {
    while (this.char === ' ' || this.char === '\t') this.position++;
  }

  newLine(): void {
    this.position += this.text.startsWith('\r\n', this.position) ? 2 : 1;
    this.lineStart = this.position;
  }

  /** To the end of the line; the text that is skipped. */
  restOfLine(): string {
    const from = this.position;
    while (this.position < this.text.length && !this.isLineEnd()) this.position++;
    return this.text.slice(from, this.position);
  }

  /** Skips spaces, comments and line ends; whether a line began. */
  blanks(): boolean {
    let isFresh = false;
    for (;;) {
      this.spaces();
      if (this.char === '#' && (this.column === 0 || /[ \t]/.test(this.text.charAt(this.position - 1))))
        this.restOfLine();
      if (!this.isLineEnd()) return isFresh;
      this.newLine();
      isFresh = true;
    }
  }

  /** Rejects a tab in front of what begins here, within the first `columns` of its line: how far it indents is unknown. */
  checkIndentation(columns = this.column): void {
    const tab = this.text.slice(this.lineStart, this.position).indexOf('\t');
    if (tab >= 0 && tab < columns) this.fail('a tab in the indentation', this.lineStart + tab);
  }

  fail(message: string, offset = this.position): never {
    throw this.fault(message, offset);
  }

  /** The result of `read`; without a result, the cursor goes back to where it was. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const { position, lineStart } = this;
    const result = read();
    if (result === undefined) Object.assign(this, { position, lineStart });
    return result;
  }
}
