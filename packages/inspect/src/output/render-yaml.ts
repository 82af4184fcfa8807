import { replaceUnsafe, shownLine } from '@bootwright/core';
import {
  type CreateNodeOptions,
  Document,
  type DocumentOptions,
  type SchemaOptions,
  type ToStringOptions,
  visit,
} from 'yaml';

/**
 * A value as YAML, safe to show: a string that has a line break or a character that is unsafe is in double quotes,
 * on one line, with escapes. Lines are never folded, so that none begins in the middle of a string.
 */
export function renderYaml(
  value: unknown,
  options: DocumentOptions & SchemaOptions & CreateNodeOptions & ToStringOptions = {},
): string {
  const document = new Document(value, options);
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && shownLine(node.value) !== node.value) node.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({ ...options, lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER });
  return replaceUnsafe(text, escaped);
}

/** YAML combines no surrogate pairs: a character beyond the basic plane has an escape of eight digits. */
function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}
