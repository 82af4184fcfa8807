import { Fault, type Location } from '@bootwright/core';
import { Composer, type Document, Lexer, type ParsedNode, Parser } from 'yaml';

/** A usual disk.yaml has some 500 tokens, and five levels of two tokens each. */
const mostTokens = 50_000;
const deepest = 130;

export type YamlDocument = Document.Parsed<ParsedNode>;

/**
 * The documents of `text`, with the errors that they have. Nesting is bounded while tokens arrive: what composes
 * documents recurses, and in an engine whose stack is nearly full even a regular expression ends the process.
 *
 * Fault: `disk/yaml-nesting`.
 */
export function composeYaml(text: string, at: (offset: number) => Location): readonly YamlDocument[] {
  const parser = new Parser();
  const tokens = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    count++;
    if (parser.stack.length > deepest || count > mostTokens) throw tooMuch(at(parser.offset));
  }
  for (const token of parser.end()) tokens.push(token);
  // Keys are compared with one another here, each with each: `plainYaml` finds duplicates in linear time.
  const composer = new Composer({ merge: true, stringKeys: true, uniqueKeys: false, prettyErrors: false });
  return [...composer.compose(tokens, true, text.length)];
}

function tooMuch(at: Location): Fault {
  return new Fault('disk/yaml-nesting', 'the YAML is nested too deeply, or has too many parts', {
    at,
    hint: 'write the values out plainly: 64 levels and some 10,000 values are read',
  });
}
