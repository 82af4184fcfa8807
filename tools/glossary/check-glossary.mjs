// node tools/glossary/check-glossary.mjs [PATH…]
//
// Reports words that docs/glossary.md replaces, in the sources, tests and documents of the workspace or of the paths given.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { piecesOfDocument, piecesOfSource } from './texts.mjs';
import { words } from './words.mjs';

const workspace = dirname(dirname(import.meta.dirname));

/** Files that are texts of ours: sources, tests, scripts and documents, without the rules themselves. */
function filesBelow(paths) {
  const listed = execFileSync('git', ['ls-files', '-z', '--', ...paths], {
    cwd: workspace,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return listed
    .split('\0')
    .filter((file) => /\.(ts|mts|mjs|md)$/.test(file) && !/^(?:test-data\/|tools\/glossary[/.])|\.d\.mts$/.test(file));
}

/** Each use of a word that has a better one, with the sentence around it. */
export function findings(file, text) {
  const pieces = file.endsWith('.md') ? piecesOfDocument(text) : piecesOfSource(file, text);
  const named = [...pieces, { kind: 'name', line: 1, text: file }];
  return named.flatMap((piece) =>
    words
      .filter(({ kinds = ['text'] }) => kinds.includes(piece.kind))
      .flatMap((word) => uses(word, piece).map((use) => ({ file, word, ...use }))),
  );
}

function uses({ not }, { text, line }) {
  return [...text.matchAll(new RegExp(not, `${not.flags}g`))].map(({ 0: found, index }) => {
    const before = text.slice(0, index).split('\n');
    const around = text.slice(Math.max(0, index - 60), index + found.length + 60).replace(/\s+/g, ' ');
    return { found, line: line + before.length - 1, around: around.trim() };
  });
}

const permits = ({ file, around }, allowed) =>
  (allowed.file === undefined || allowed.file.test(file)) && (allowed.text === undefined || allowed.text.test(around));

/** Uses without a reason, and reasons without a use: the latter only where the whole workspace is read. */
export function checkGlossary(paths = []) {
  const all = filesBelow(paths).flatMap((file) => findings(file, readFileSync(join(workspace, file), 'utf8')));
  const reported = all.filter((use) => !(use.word.allowed ?? []).some((allowed) => permits(use, allowed)));
  const unused = words.flatMap((word) =>
    (word.allowed ?? [])
      .filter((allowed) => !all.some((use) => use.word === word && permits(use, allowed)))
      .map(({ reason }) => `tools/glossary/words.mjs: nothing needs the exception "${reason}"`),
  );
  return [
    ...reported.map(({ file, line, found, word, around }) => `${file}:${line}: "${found}" → ${word.use}: ${around}`),
    ...(paths.length === 0 ? unused : []),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const reports = checkGlossary(process.argv.slice(2));
  for (const report of reports) console.log(report);
  if (reports.length > 0) process.exitCode = 1;
}
