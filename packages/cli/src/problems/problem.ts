import { defined, Fault, type Notice } from '@bootwright/core';

/** A fault or a notice, ready to be rendered or encoded. */
export interface Problem extends Notice {
  readonly level: 'fault' | 'notice';
  /** Lines that another program printed; absent if there are none. */
  readonly quoted?: readonly string[];
}

/** A fault as a notice: without its cause and its stack. */
export function noticeOf({ code, message, at, hint }: Notice | Fault): Notice {
  return { code, message, ...defined({ at, hint }) };
}

export function asProblem(one: Notice | Fault): Problem {
  if (!(one instanceof Fault)) return { level: 'notice', ...noticeOf(one) };
  return { level: 'fault', ...noticeOf(one), ...(one.quoted.length > 0 ? { quoted: one.quoted } : {}) };
}

/** One problem as one line of JSON, without the line feed. */
export function encodeProblem({ level, code, message, quoted, at, hint }: Problem): string {
  return JSON.stringify({ level, code, message, quoted, at, hint });
}
