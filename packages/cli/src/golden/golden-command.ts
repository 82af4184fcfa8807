import { defineCommand } from '../command.ts';
import { goldenActions, goldenOptions } from './golden-options.ts';

export const goldenCommand = defineCommand({
  name: 'golden',
  summary: 'check manifests against stored goldens',
  description: [
    'Writes the manifest of every case in a folder and compares it with its golden.',
    '  init     writes bootwright.json, a workflow and settings of git, for your repository',
    '  check    shows what changed; the exit status is 4 if a golden differs, is missing or is stale',
    '  update   accepts all changes; add accepts only cases without a golden',
    '           add --from REF --type TYPE makes a case of an image and its golden',
    '  review   shows each change and asks whether to accept it',
    '  list     lists the cases and their golden files',
    '  pairs    shows what sealing changes, for each sealed case and its unsealed twin',
    '  compare  runs another generator on the cases and shows the differences',
    '  merge    joins the reports of shards: golden merge 1.json 2.json',
    'A PATTERN such as "disks/**/qcow2" or "disks/lvm" selects cases.',
  ].join('\n'),
  operands: [
    { name: 'ACTION', summary: goldenActions.join(', '), required: true, completes: { words: goldenActions } },
    {
      name: 'PATTERN',
      summary: 'cases to use; for merge: reports',
      required: false,
      repeated: true,
      completes: 'file',
    },
  ],
  options: goldenOptions,
  examples: [
    { line: 'bootwright golden check', summary: 'is everything unchanged?' },
    { line: "bootwright golden update 'disks/lvm/**/qcow2'", summary: 'accept the changes of some cases' },
    {
      line: "bootwright golden init --generate 'go run ./cmd/gen-manifests -output {dir}'",
      summary: 'for any generator',
    },
    {
      line: 'bootwright golden add --from docker://registry.example.com/me/os:1 --type qcow2',
      summary: 'a case of an image',
    },
    { line: 'bootwright golden check --against origin/main --html changes.html', summary: 'what a branch changes' },
    { line: 'bootwright golden check --shard 2/4 --reporter json > 2.json', summary: 'on one of four machines' },
    {
      line: "bootwright golden compare --reference 'image-builder manifest --request {request} --output {out}'",
      summary: 'against another program',
    },
  ],
  run: async (given, [action = '', ...rest], context) =>
    (await import('./run-golden.ts')).runGolden(action, rest, given, context),
});
