import { TypeScript as ts } from 'typedoc';

/**
 * Reads declarations from their sources: as their authors wrote them, doc comments of members included, without the
 * bodies of functions. A value with a long initializer is shown by `type` instead.
 */
export function declarationReader(
  read: (file: string) => string,
): (file: string, name: string, type: string | undefined) => string {
  const parsed = new Map<string, ts.SourceFile>();
  return (file, name, type) => {
    const source = parsed.get(file) ?? ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
    parsed.set(file, source);
    const statements = source.statements.filter((statement) => declares(statement, name));
    return statements.map((statement) => textOf(statement, source, name, type)).join('\n');
  };
}

function declares(statement: ts.Statement, name: string): boolean {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.some((one) => one.name.getText() === name);
  }
  const named = statement as ts.Statement & { readonly name?: ts.Node };
  return named.name?.getText() === name;
}

function textOf(statement: ts.Statement, source: ts.SourceFile, name: string, type: string | undefined): string {
  const text = (from: number, to: number): string => source.text.slice(from, to).trim();
  const start = statement.getStart(source);
  if (ts.isFunctionDeclaration(statement)) return text(start, statement.body?.getStart(source) ?? statement.end);
  if (ts.isClassDeclaration(statement)) return classText(statement, source);
  if (!ts.isVariableStatement(statement)) return text(start, statement.end);
  const [declaration] = statement.declarationList.declarations;
  const value = declaration?.initializer;
  if (value !== undefined && ts.isArrowFunction(value)) {
    return text(start, value.equalsGreaterThanToken.getStart(source));
  }
  const whole = text(start, statement.end);
  if (whole.split('\n').length <= 6) return whole;
  return `export const ${name}: ${declaration?.type?.getText(source) ?? type ?? 'object'};`;
}

/** A class with its public members, each up to its body. */
function classText(statement: ts.ClassDeclaration, source: ts.SourceFile): string {
  const shown = statement.members.filter((member) => {
    const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
    const hidden = modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
    return !hidden && !(member.name !== undefined && ts.isPrivateIdentifier(member.name));
  });
  const members = shown.map((member) => {
    const body = 'body' in member ? (member.body as ts.Node | undefined) : undefined;
    return `  ${source.text.slice(member.getStart(source, true), body?.getStart(source) ?? member.end).trim()}`;
  });
  const head = source.text.slice(statement.getStart(source), statement.members.pos).trim();
  return `${head}\n${members.join('\n')}\n}`;
}
