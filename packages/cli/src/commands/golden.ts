import { defineCommand } from '../command.ts';
import { goldenActions, goldenOptions } from '../golden/golden-options.ts';

export const goldenCommand = defineCommand({
  name: 'golden',
  summary: 'check what requests lead to against stored goldens',
  description: [
    'Makes the manifest of every case of a folder and compares it with its golden.',
    '  check    says what changed; the exit status is 4 where anything did, is missing or is stale',
    '  update   accepts all that changed; add accepts only what has no golden yet',
    '  review   shows each change and asks whether to accept it',
    '  list     names the cases and their golden files',
    '  pairs    says what sealing changes, for each sealed case and its unsealed twin',
    '  compare  runs another generator on the cases and says what differs',
    '  merge    joins the reports of shards: golden merge 1.json 2.json',
    'A PATTERN such as "disks/**/qcow2" or "disks/lvm" names some of the cases.',
  ].join('\n'),
  operands: [
    { name: 'ACTION', summary: goldenActions.join(', '), required: true, completes: { words: goldenActions } },
    {
      name: 'PATTERN',
      summary: 'cases to look at; for merge: reports',
      required: false,
      repeated: true,
      completes: 'file',
    },
  ],
  options: goldenOptions,
  examples: [
    { line: 'bootwright golden check', summary: 'everything is as it was?' },
    { line: "bootwright golden update 'disks/lvm/**/qcow2'", summary: 'accept what changed in some cases' },
    { line: 'bootwright golden check --against origin/main --html changes.html', summary: 'what a branch changes' },
    { line: 'bootwright golden check --shard 2/4 --reporter json > 2.json', summary: 'one machine of four' },
    {
      line: "bootwright golden compare --reference 'image-builder manifest --request {request} --output {out}'",
      summary: 'against another program',
    },
  ],
  run: async (given, [action = '', ...rest], context) =>
    (await import('../golden/run-golden.ts')).runGolden(action, rest, given, context),
});
