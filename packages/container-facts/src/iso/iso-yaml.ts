import {
  cutName,
  Fault,
  FaultList,
  type Location,
  pushAll,
  type Reading,
  type TextOrigin,
  throwFaults,
} from '@bootwright/core';
import { coded, readBySchema, text } from '@bootwright/core/schemas';
import { anchorHolders, isMergeKey, plainScalar } from '@bootwright/disk';
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type IsoDefinition, isoSchema } from './iso-definition.ts';
import { isNestedDeeperThan } from './yaml-nesting.ts';

const isoKeys = ['label', 'kernel_args', 'grub2'];
/** Their values are whole numbers. */
const numberKeys: readonly string[] = ['default', 'timeout'];
/** The format needs four levels. */
const deepest = 16;
const mostNodes = 10_000;
/** Characters; a usual file has a few hundred. */
const longest = 64 * 1024;

/**
 * A container's iso.yaml. Scalars are read as text, so that a label of `010` stays one; a key without a value counts as
 * absent, and a fraction for its whole part, as go.yaml.in/yaml/v3 decodes it into an `int`. Faults, with line and column: broken YAML, unknown keys, wrong types, an empty file.
 */
export function parseIsoDefinition(yaml: string, origin: TextOrigin): IsoDefinition {
  const lines = new LineCounter();
  if (yaml.length > longest) throw syntaxFault(`it has more than ${longest} characters`, origin, { line: 1, col: 1 });
  const document = parseGuarded(yaml, origin, lines);
  const reading: Reading = { at: origin, subject: 'iso-yaml', faults: new FaultList() };
  const refuse = (why: string) => syntaxFault(why, origin, { line: 1, col: 1 });
  if (document.contents === null) throw refuse('the file is empty');
  const value = new PlainValues(refuse, origin, lines).of(document.contents) ?? {};
  const definition = readBySchema(schema, withoutHolders(value, anchorHolders(document.contents)), reading);
  throwFaults([...reading.faults].map((fault) => placed(fault, document, lines)));
  return definition ?? {};
}

/** Keys at the top that hold anchors have no other use. */
function withoutHolders(value: unknown, holders: ReadonlySet<string>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const isHolder = (key: string): boolean => !isoKeys.includes(key) && (key.startsWith('.') || holders.has(key));
  return Object.fromEntries(Object.entries(value).filter(([key]) => !isHolder(key)));
}

const wholeNumber = coded(text(), {
  decode: (written) => {
    const value = plainScalar(written);
    const whole = typeof value === 'number' ? Math.trunc(value) : Number.NaN;
    // A negative zero is a zero.
    if (Number.isSafeInteger(whole) && whole >= 0) return Math.abs(whole);
    throw numberFault(written, {});
  },
  encode: String,
});
const schema = isoSchema(wholeNumber);

function numberFault(written: string, at: Location): Fault {
  return new Fault('iso-yaml/type', `expected a whole number, found ${JSON.stringify(cutName(written, 40))}`, {
    at,
    hint: 'give a whole number, 0 or more, without quotes',
  });
}

const yamlTags = 'tag:yaml.org,2002:';

type IsoDocument = ReturnType<typeof parseGuarded>;

function parseGuarded(text: string, origin: TextOrigin, lineCounter: LineCounter) {
  if (isNestedDeeperThan(text, deepest)) throw syntaxFault('it is nested too deep', origin, { line: 1, col: 1 });
  const document = parseDocument(text, {
    ...{ schema: 'failsafe', lineCounter, prettyErrors: false },
    // The library compares each key with each: they are compared below.
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error === undefined) return document;
  const reason = error.code === 'MULTIPLE_DOCS' ? 'a second YAML document begins' : error.message;
  throw syntaxFault(reason, origin, lineCounter.linePos(error.pos[0]));
}

/** A document as strings, lists and objects, aliases written out as long as that stays small. */
class PlainValues {
  private left = mostNodes;
  /** What anchors name so far: to have the library look for them costs a walk through the document for each alias. */
  private readonly anchors = new Map<string, unknown>();
  private readonly refuse: (why: string) => Fault;
  private readonly origin: TextOrigin;
  private readonly lines: LineCounter;

  constructor(refuse: (why: string) => Fault, origin: TextOrigin, lines: LineCounter) {
    this.refuse = refuse;
    this.origin = origin;
    this.lines = lines;
  }

  /** `undefined` for nothing, which an empty plain scalar, `~` and `null` mean. */
  of(node: unknown, depth = 0): unknown {
    this.left -= 1;
    if (depth > deepest || this.left < 0) throw this.refuse('it is nested too deep, or its aliases unfold to too much');
    if (isAlias(node)) return this.of(this.anchors.get(node.source), depth + 1);
    if (isNode(node) && node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (isScalar(node)) return isNothing(node.value, node.type) ? undefined : node.value;
    if (isSeq(node)) return node.items.map((item) => this.of(item, depth + 1) ?? null);
    if (!isMap(node)) return undefined;
    const keys = new Set<string>();
    const merged: (readonly [string, unknown])[] = [];
    const own = node.items.flatMap(({ key, value }): (readonly [string, unknown])[] => {
      const text = keyText(key);
      if (keys.has(text)) throw this.repeated(key);
      keys.add(text);
      if (numberKeys.includes(text)) this.checkNumber(value);
      const plain = this.of(value, depth + 1);
      if (!isMergeKey(key)) return [[text, plain]];
      pushAll(merged, this.merge(plain));
      return [];
    });
    // What the map itself has wins; of merged maps the first does.
    return Object.fromEntries([...merged.toReversed(), ...own]);
  }

  /** The library of the reference takes no text for a number: neither one in quotes nor one with the tag of texts. */
  private checkNumber(value: unknown): void {
    const node = isAlias(value) ? this.anchors.get(value.source) : value;
    if (!isScalar(node)) return;
    const isTagged = node.tag === `${yamlTags}int` || node.tag === `${yamlTags}float`;
    if (isTagged || (node.type === 'PLAIN' && node.tag !== `${yamlTags}str`)) return;
    const [offset = 0] = node.range ?? [];
    const { line, col } = this.lines.linePos(offset);
    throw numberFault(String(node.value), { ...this.origin, line, column: col });
  }

  private merge(value: unknown): readonly (readonly [string, unknown])[] {
    const sources: readonly unknown[] = Array.isArray(value) ? value : [value];
    return sources.flatMap((source) => {
      if (typeof source !== 'object' || source === null || Array.isArray(source))
        throw this.refuse('the merge key "<<" takes a map or a list of maps');
      const entries = Object.entries(source);
      this.left -= entries.length;
      return entries;
    });
  }

  private repeated(key: unknown): Fault {
    const [offset = 0] = (isNode(key) && key.range) || [];
    return syntaxFault('a key is given twice', this.origin, this.lines.linePos(offset));
  }
}

function isNothing(value: unknown, type: string | undefined): boolean {
  return (
    type === 'PLAIN' && (value === '' || value === '~' || value === 'null' || value === 'Null' || value === 'NULL')
  );
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : '(a key that is not text)';
}

function syntaxFault(message: string, origin: TextOrigin, position: { readonly line: number; readonly col: number }) {
  return new Fault('iso-yaml/syntax', `iso.yaml cannot be read: ${message}`, {
    at: { ...origin, line: position.line, column: position.col },
    hint: 'fix the file in the container image',
  });
}

function placed(fault: Fault, document: IsoDocument, lines: LineCounter): Fault {
  return fault.at === undefined ? fault : fault.with({ at: withPosition(fault.at, document, lines) });
}

function withPosition(at: Location, document: IsoDocument, lines: LineCounter): Location {
  const steps = at.path ?? [];
  const parent = steps.length > 1 ? document.getIn(steps.slice(0, -1), true) : document.contents;
  const last = steps.at(-1);
  const pair = isMap(parent) ? parent.items.find(({ key }) => keyText(key) === last) : undefined;
  const node = pair === undefined ? document.getIn(steps, true) : pair.key;
  const start = isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
  if (start === undefined) return at;
  const { line, col } = lines.linePos(start);
  return { ...at, line, column: col };
}
