import { Lexer, Parser } from 'yaml';

/**
 * Whether a YAML text opens more than `most` collections within one another. The YAML library's composer recurses, and
 * at the end of the stack V8 may not only throw but end the whole process; its lexer and parser, used here, do not.
 */
export function isNestedDeeperThan(text: string, most: number): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme)) {
      // The tokens are of no interest; taking them drives the parser.
    }
    if (parser.stack.length > most) return true;
  }
  return false;
}
