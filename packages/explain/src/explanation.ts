/** What is said about a code, each part one or two sentences. */
export interface CodeText {
  /** What happened. */
  readonly what: string;
  /** Why it is a problem, or why it happens. */
  readonly why: string;
  /** What to do; begins with a verb. */
  readonly cure: string;
  /** Input, a command or a message that leads to the code. */
  readonly example: string;
}

export interface Explanation extends CodeText {
  /** A slash code, as of a `Fault` or a `Notice`. */
  readonly code: string;
}

/** By code. */
export type CodeTexts = Readonly<Record<string, CodeText>>;
