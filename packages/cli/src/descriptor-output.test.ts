import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeNodeProgram } from '../../../tools/node-program.ts';

const place = mkdtempSync(join(tmpdir(), 'bootwright-output-'));
const program = join(place, 'program.mjs');
afterAll(() => rmSync(place, { recursive: true }));

/** Writes to standard output once its input ends, and says on standard error what came of it. */
const source = `
import { descriptorOutput } from './descriptor-output.ts';
for await (const _ of process.stdin);
const { code, message } = await descriptorOutput('stdout', {}).write('text').then(() => ({}), (fault) => fault);
process.stderr.write(JSON.stringify({ code, message }));
`;
beforeAll(() => writeNodeProgram(program, source, import.meta.dirname));

test('a reader that has closed standard output is a fault of its own', async () => {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (piece) => {
    said += piece;
  });
  child.stdout.destroy();
  await once(child.stdout, 'close');
  child.stdin.end();
  await once(child, 'close');
  expect(JSON.parse(said)).toEqual({ code: 'output/closed', message: 'standard output was closed by its reader' });
});
