import { defineCommand } from '../command.ts';
import { diffOptions } from './diff-options.ts';

export const diffCommand = defineCommand({
  name: 'diff',
  summary: 'show the differences between two manifests, or two sets of them',
  description: [
    'Compares two osbuild manifests by pipeline, stage and role: a moved stage is shown as moved, sizes in MiB, kernel',
    'arguments word by word. Any two JSON documents can be compared.',
    '',
    'A and B may also be sets of manifests: folders, tar archives (FILE.tar.zst, or FILE.tar.zst:FOLDER), or folders of',
    'a git revision (REV:PATH). These are paired by name, and equal changes are shown once, with their manifests.',
    '',
    'With --pair, A and B are requests, A unsealed and B sealed, and the result is what sealing changes. With A alone,',
    'the other request is generated: the same container, sealed instead of unsealed or the other way round.',
  ].join('\n'),
  operands: [
    { name: 'A', summary: 'a manifest, or a set of them; "-": standard input', required: true, completes: 'file' },
    { name: 'B', summary: 'the second one; optional with --pair', required: false, completes: 'file' },
  ],
  options: diffOptions,
  examples: [
    { line: 'bootwright diff old.json new.json', summary: 'on the terminal' },
    {
      line: 'bootwright diff old.json new.json --format html --output changes.html',
      summary: 'as a page for a browser',
    },
    {
      line: 'bootwright diff old-manifests manifests --ignore identifiers',
      summary: 'all manifests of two folders, by group',
    },
    { line: 'bootwright diff --pair request.json --profile recommended', summary: 'what sealing a container changes' },
  ],
  run: async (given, operands, context) => (await import('./run-diff.ts')).runDiff(operands, given, context),
});
