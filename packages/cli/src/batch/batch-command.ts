import { type Given, toggle } from '../arguments/option.ts';
import { count, profile } from '../arguments/values.ts';
import { defineCommand } from '../command.ts';

const batchOptions = {
  mockSources: toggle('generate placeholder ids of containers from their references'),
  manifests: toggle('include the manifest in each result'),
  profile: profile(),
  jobs: count('worker threads (default: 1)'),
};

export type BatchGiven = Given<typeof batchOptions>;

export const batchCommand = defineCommand({
  name: 'batch',
  summary: 'process many requests, one line of JSON each',
  description: [
    'Reads requests as JSON lines from FILE or standard input, and writes one result line for each, in order:',
    '  {"name","outcome":"manifest","manifest_sha256",',
    '   "filename","mime_type","exports","notices"}',
    '  {"name","outcome":"error","fault":{"code","message","at","hint"}}',
    'An invalid line gives an error result, and the run continues. The exit status is 1 if a code begins with',
    '"internal/", which is a bug in Bootwright, and otherwise 0. "bootwright schema request" describes a request.',
  ].join('\n'),
  operands: [{ name: 'FILE', summary: 'requests (default: "-", standard input)', required: false, completes: 'file' }],
  options: batchOptions,
  examples: [
    { line: 'bootwright batch --mock-sources requests.jsonl > results.jsonl', summary: 'checksums of many manifests' },
    { line: 'zcat requests.jsonl.gz | bootwright batch --jobs 8 --manifests', summary: 'the manifests themselves' },
  ],
  run: async (given, [file = '-'], context) => (await import('./run-batch.ts')).runBatch(file, given, context),
});
