import ts from 'typescript';

/** @typedef {{ kind: 'text' | 'name', line: number, text: string }} Piece */

/**
 * The words of a TypeScript or JavaScript source: comments and strings as `text`, declared names as `name`.
 * @returns {Piece[]}
 */
export function piecesOfSource(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const lineOf = (position) => tree.getLineAndCharacterOfPosition(position).line + 1;
  const pieces = [];
  const add = (kind, start, text) => pieces.push({ kind, line: lineOf(start), text });

  const visit = (node) => {
    const children = node.getChildren(tree);
    if (children.length === 0 || ts.isStringLiteralLike(node)) {
      for (const { pos, end } of commentsBefore(node)) add('text', pos, proseOfComment(source.slice(pos, end)));
      if (isSpecifier(node)) return;
      if (isWords(node)) add('text', node.getStart(tree), node.text);
      if (ts.isIdentifier(node) && isDeclared(node)) add('name', node.getStart(tree), node.text);
      return;
    }
    children.forEach(visit);
  };
  const commentsBefore = (node) => [
    ...(ts.getLeadingCommentRanges(source, node.getFullStart()) ?? []),
    ...(ts.getTrailingCommentRanges(source, node.getEnd()) ?? []),
  ];
  visit(tree);
  return once(pieces);
}

/**
 * The prose of a Markdown document, a line each, without code blocks and the code within lines.
 * @returns {Piece[]}
 */
export function piecesOfDocument(text) {
  let inCode = false;
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*(```|~~~)/.test(line)) {
      inCode = !inCode;
      return [];
    }
    return inCode ? [] : [{ kind: 'text', line: index + 1, text: line.replace(/`[^`]*`/g, '`…`') }];
  });
}

/** Texts with words; a lone code such as `file/absent` or `"holds"` is a value, not a text. */
const isWords = (node) =>
  (ts.isStringLiteralLike(node) && !/^[\w./:-]*$/.test(node.text)) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddle(node) ||
  ts.isTemplateTail(node);

/** The path of an import, or of a module that is mocked. */
const isSpecifier = (node) =>
  ts.isStringLiteralLike(node) &&
  (/^(\.{1,2}\/|@bootwright\/|node:)/.test(node.text) || ts.isLiteralTypeNode(node.parent));

const isDeclared = ({ parent }) => parent !== undefined && 'name' in parent && !ts.isPropertyAccessExpression(parent);

const proseOfComment = (comment) =>
  comment
    .replace(/^\/\*+|\*+\/$|^\/\//g, '')
    .replace(/\n\s*\*?/g, '\n')
    .replace(/`[^`]*`/g, '`…`');

/** A comment may be both behind one token and before the next. */
function once(pieces) {
  const seen = new Set();
  return pieces.filter(({ line, text }) => !seen.has(`${line}:${text}`) && seen.add(`${line}:${text}`));
}
