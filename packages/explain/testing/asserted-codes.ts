import { parseAst } from 'rolldown/parseAst';

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A function is what a test does, not what it expects. */
const functions = ['ArrowFunctionExpression', 'FunctionExpression'];

/**
 * The texts of a test file that something is compared with: in the arguments of a matcher (`toEqual(…)`), in the rows of a
 * table (`test.each(…)`), in constants that either names, and in regular expressions within `expect(…)`; those of a test
 * file that is a text in this one count as well.
 */
export function assertedTexts(source: string): readonly string[] {
  const constants = new Map<string, Node>();
  const texts: string[] = [];
  const names: string[] = [];
  visit(parseAst(source, { lang: 'ts' }), (node) => {
    const { id, init, arguments: given } = node;
    if (node.type === 'VariableDeclarator' && isNode(id) && isNode(init)) constants.set(String(id.name), init);
    if (node.type === 'TemplateElement' && isRecord(node.value))
      texts.push(...textsOfProgram(String(node.value.cooked)));
    if (node.type !== 'CallExpression') return;
    const called = nameOf(node.callee);
    if (/^to[A-Z]|^each$/.test(called)) collect(given, texts, names);
    if (called === 'expect') visit(given, (inside) => texts.push(...patternOf(inside)));
  });
  const known = new Set<string>();
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    const constant = constants.get(name);
    if (known.has(name) || constant === undefined || functions.includes(constant.type)) continue;
    known.add(name);
    collect(constant, texts, names);
  }
  return texts;
}

function textsOfProgram(text: string): readonly string[] {
  if (!text.includes('await expect(')) return [];
  try {
    return assertedTexts(text);
  } catch {
    // A text about tests, or half of one.
    return [];
  }
}

function collect(from: unknown, texts: string[], names: string[]): void {
  visit(from, (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') texts.push(node.value);
    if (node.type === 'TemplateElement' && isRecord(node.value)) texts.push(String(node.value.cooked));
    if (node.type === 'Identifier') names.push(String(node.name));
    texts.push(...patternOf(node));
  });
}

/** The text that a regular expression looks for, without the escapes of brackets and slashes. */
function patternOf({ type, regex }: Node): readonly string[] {
  return type === 'Literal' && isRecord(regex) ? [String(regex.pattern).replaceAll(/\\([/[\]])/g, '$1')] : [];
}

/** The last name of what is called: that of `a.b.c(…)` is `c`. */
function nameOf(callee: unknown): string {
  if (!isNode(callee)) return '';
  return callee.type === 'MemberExpression' && isRecord(callee.property)
    ? String(callee.property.name)
    : String(callee.name);
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  if (!isRecord(value)) return;
  if (isNode(value)) see(value);
  for (const inner of Object.values(value)) visit(inner, see);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNode(value: unknown): value is Node {
  return isRecord(value) && typeof value.type === 'string';
}
