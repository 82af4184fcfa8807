import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explain, explanations } from './explanations.ts';
import { profileCodes } from './profile-codes.ts';
import { subjects } from './render-page.ts';
import { schemaCodes, schemaSubjects } from './schema-codes.ts';

const packages = join(import.meta.dirname, '../..');

/** Sources of all packages, without tests and without comments. */
const sources = readdirSync(packages)
  .filter((name) => !['explain', 'integration'].includes(name))
  .flatMap((name) => filesOf(join(packages, name, 'src')))
  .map((file) =>
    readFileSync(file, 'utf8').replaceAll(
      /\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^(?:import|export)\b[^;]*\bfrom '[^']*';$/gm,
      '',
    ),
  );

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => join(folder, path));
}

/** Literals with the subject of a code that are something else. */
const notCodes = [
  // Paths.
  ...['boot/efi', 'boot/loader', 'selinux/config'],
];

/** Codes that are put together without a template: of an engine, and of fields and values of documents with a schema. */
const composed: Readonly<Record<string, RegExp>> = {
  podman: /code: '([a-z-]+)'|`\$\{engine\}\/([a-z-]+)`/g,
  docker: /code: '([a-z-]+)'|`\$\{engine\}\/([a-z-]+)`/g,
  blueprint: /\bcode: '([a-z-]+)'|\b(?:range|empty|value): '([a-z-]+)'/g,
  disk: /\bcode: '([a-z-]+)'/g,
  'install-configuration': /\bvalue: '([a-z-]+)'/g,
};

/**
 * Codes that a template puts together, by their start: the file that has what follows, and how it is found there. Templates
 * without a file are paths, or codes with a record of their own.
 */
const templates: readonly { readonly start: string; readonly file?: string; readonly kinds?: RegExp }[] = [
  { start: 'boot/', file: 'boot-diagnosis/src/diagnosis/verdict.ts', kinds: /readonly kind: '(?!booted')([a-z-]+)'/g },
  { start: 'boot/vmlinuz-' },
  { start: 'disk/yaml-', file: 'disk/src/yaml/plain-yaml.ts', kinds: /^ {2}([a-z]+): '/gm },
  { start: 'file/', file: 'process/src/files/file-fault.ts', kinds: /\b(read|write|remove): '/g },
  {
    start: 'host/',
    file: 'osbuild-runner/src/host/host-need.ts',
    kinds: /readonly kind: '(?!present|absent|module|amount|unknown)([a-z-]+)'/g,
  },
  { start: 'image/', file: 'container-image/src/layers/apply-layer.ts', kinds: /layerFault\('([a-z-]+)'/g },
  { start: 'inspect/', file: 'file-tree/src/resolve-path.ts', kinds: /rejected\('([a-z-]+)'/g },
  {
    start: 'install-configuration/',
    file: 'inspect/src/install/install-arguments.ts',
    kinds: /note\('[a-z-]+', '([a-z-]+)'/g,
  },
  {
    start: 'osbuild/unknown-',
    file: 'osbuild/src/document/document-problems.ts',
    kinds: /'(stage|source|input|device|mount)'/g,
  },
  { start: 'profile/' },
  { start: 'seal/', file: 'seal/src/notices/seal-obstacle.ts', kinds: /^ {2}'?([a-z-]+)'?: \((?:\{|_)/gm },
  { start: 'uki/', file: 'uki/src/signature/signing-keys.ts', kinds: /'(key|certificate)'/g },
];

const ofTemplates = new Set(
  templates.flatMap(({ start, file, kinds }) => {
    if (file === undefined || kinds === undefined) return [];
    const text = readFileSync(join(packages, file), 'utf8');
    return Array.from(text.matchAll(kinds), ([, kind = '']) => `${start}${kind}`);
  }),
);

const literals = new Set(
  sources.flatMap((text) =>
    Array.from(text.matchAll(/'([a-z][a-z0-9-]*\/[a-z][a-z0-9-]*)'/g), ([, code = '']) => code),
  ),
);

test('every code in the sources has an explanation', () => {
  const codes = [...literals].filter((code) => subjects.includes(code.slice(0, code.indexOf('/'))));
  expect(codes.filter((code) => explain(code) === undefined && !notCodes.includes(code)).sort()).toEqual([]);
});

test('every fault and notice has a subject that is explained', () => {
  const raised = sources.flatMap((text) =>
    Array.from(
      text.matchAll(/(?:new Fault\(\s*|\bcode(?:: | = ))'([a-z][a-z0-9-]*)\//g),
      ([, subject = '']) => subject,
    ),
  );
  expect([...new Set(raised)].filter((subject) => !subjects.includes(subject))).toEqual([]);
  expect(raised.length).toBeGreaterThan(300);
});

test('codes are put together in known places only, each with an explanation', () => {
  const found = sources.flatMap((text) =>
    Array.from(text.matchAll(/`([a-z][a-z-]*\/[a-z-]*)\$\{[^`}]*\}`/g), ([, start = '']) => start),
  );
  const ofSubjects = found.filter((start) => subjects.includes(start.slice(0, start.indexOf('/'))));
  expect([...new Set(ofSubjects)].sort()).toEqual(templates.map(({ start }) => start));
  expect([...ofTemplates].filter((code) => explain(code) === undefined)).toEqual([]);
  expect(ofTemplates.size).toBeGreaterThan(70);
});

test('every document that a schema describes has codes', () => {
  const found = sources.flatMap((text) =>
    Array.from(text.matchAll(/\bsubject: '([a-z-]+)'/g), ([, name = '']) => name),
  );
  expect([...new Set(found)].sort()).toEqual(Object.keys(schemaSubjects).sort());
});

test('every explanation is of a code that the sources raise', () => {
  const known = new Set([...Object.keys(schemaCodes), ...Object.keys(profileCodes)]);
  const stray = explanations.filter(({ code }) => !literals.has(code) && !known.has(code) && !isComposed(code));
  expect(stray.map(({ code }) => code)).toEqual([]);
});

function isComposed(code: string): boolean {
  const subject = code.slice(0, code.indexOf('/'));
  const pattern = composed[subject];
  return ofTemplates.has(code) || (pattern !== undefined && hasKind(pattern, code.slice(subject.length + 1)));
}

function hasKind(pattern: RegExp, kind: string): boolean {
  return sources.some((text) => Array.from(text.matchAll(pattern)).some(([, one, other]) => (one ?? other) === kind));
}
