import { chosenRequests } from './chosen.ts';
import { freshRequest } from './request.ts';

/**
 * Prints requests as JSON lines: `generate FIRST COUNT` random ones, from number FIRST on, or `generate chosen` those at
 * limits. They are compared with the answers of osbuild/image-builder to the same lines.
 */
const [first = '1', count = '1000'] = process.argv.slice(2);
const requests =
  first === 'chosen'
    ? chosenRequests
    : Array.from({ length: Number(count) }, (_, index) => freshRequest(Number(first) + index));
for (const request of requests) process.stdout.write(`${JSON.stringify(request)}\n`);
