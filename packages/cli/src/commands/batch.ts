import { toggle } from '../arguments/option.ts';
import { count, profile } from '../arguments/values.ts';
import { defineCommand } from '../command.ts';

export const batchCommand = defineCommand({
  name: 'batch',
  summary: 'answer many requests, one line of JSON each',
  description: [
    'Reads requests as JSON lines from FILE or standard input and writes one result line for each, in order:',
    '  {"name","outcome":"manifest","manifest_sha256",',
    '   "filename","mime_type","exports","notices"}',
    '  {"name","outcome":"error","fault":{"code","message","at","hint"}}',
    'A bad line is one such error, and the run goes on. The exit status is 1 where a code begins with "internal/", which',
    'is a bug of Bootwright, and otherwise 0. "bootwright schema request" describes a request.',
  ].join('\n'),
  operands: [{ name: 'FILE', summary: 'requests; "-" or nothing: standard input', required: false, completes: 'file' }],
  options: {
    mockSources: toggle('make up the ids of containers: a fixed function of their references'),
    manifests: toggle('put the manifest itself in each result'),
    profile: profile(),
    jobs: count('worker threads (default: 1)'),
  },
  examples: [
    { line: 'bootwright batch --mock-sources requests.jsonl > results.jsonl', summary: 'checksums of many manifests' },
    { line: 'zcat requests.jsonl.gz | bootwright batch --jobs 8 --manifests', summary: 'the manifests themselves' },
  ],
  run: async (given, [file = '-'], context) => (await import('../batch/run-batch.ts')).runBatch(file, given, context),
});
