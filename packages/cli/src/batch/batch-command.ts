import { defineCommand } from '../command.ts';
import { batchOptions } from './batch-options.ts';

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
