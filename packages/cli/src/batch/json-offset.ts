import type { DocumentPath } from '@bootwright/core';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/**
 * Where the key or item that a path names begins in a text that `JSON.parse` has accepted, or the nearest one around
 * it; absent where not even the first step is there. It looks at nothing beside the path, as `batch` asks for many.
 */
export function jsonOffset(text: string, path: DocumentPath): number | undefined {
  let found: number | undefined;
  let at = skipBlanks(text, 0);
  for (const step of path) {
    const entry = typeof step === 'number' ? itemAt(text, at, step) : memberOf(text, at, step);
    if (entry === undefined) return found;
    found = entry.offset;
    at = entry.value;
  }
  return found;
}

interface Entry {
  /** Of the key or the item. */
  readonly offset: number;
  /** Of the value. */
  readonly value: number;
}

function memberOf(text: string, object: number, key: string): Entry | undefined {
  if (text.charCodeAt(object) !== openBrace) return undefined;
  const literal = JSON.stringify(key);
  let at = skipBlanks(text, object + 1);
  while (text.charCodeAt(at) === quote) {
    const end = afterString(text, at);
    const value = skipBlanks(text, skipBlanks(text, end) + 1);
    if (text.startsWith(literal, at) && end === at + literal.length) return { offset: at, value };
    at = nextEntry(text, value);
  }
  return undefined;
}

function itemAt(text: string, list: number, index: number): Entry | undefined {
  if (text.charCodeAt(list) !== openBracket) return undefined;
  let at = skipBlanks(text, list + 1);
  for (let passed = 0; text.charCodeAt(at) !== closeBracket; passed += 1) {
    if (passed === index) return { offset: at, value: at };
    at = nextEntry(text, at);
  }
  return undefined;
}

/** The entry behind a value, or the bracket that ends the object or list. */
function nextEntry(text: string, value: number): number {
  const end = skipBlanks(text, afterValue(text, value));
  return text.charCodeAt(end) === comma ? skipBlanks(text, end + 1) : end;
}

function afterValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = afterString(text, at) - 1;
      if (depth === 0) return at + 1;
    } else if (code === openBrace || code === openBracket) {
      depth += 1;
    } else if (code === closeBrace || code === closeBracket) {
      // A bare number ends where its list or object does.
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (code === comma && depth === 0) {
      return at;
    }
  }
  return at;
}

function afterString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === backslash) before -= 1;
  return (at - before) % 2 === 0;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}
