import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { needs, program } from '../../../../tools/probes.mjs';
import { captured } from '../captured.ts';

const mkfifo = needs(program('mkfifo'));

describe.skipIf(mkfifo.missing)(`a FIFO that a command is given${mkfifo.note}`, () => {
  const directory = mkdtempSync(join(tmpdir(), 'bootwright-fifo-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const make = (name: string): string => {
    execFileSync('mkfifo', [join(directory, name)]);
    return join(directory, name);
  };

  test('is read until its writer ends, as a shell gives one for <(command)', async () => {
    const pipe = make('given');
    const writer = spawn('sh', ['-c', 'printf "[customizations.kernel]\\nappend = 1\\n" > "$1"', 'sh', pipe]);
    const { status, stderr } = await captured(['validate', pipe], { directory });
    writer.kill();
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining('append must be a string') });
  });

  test('is passed over in a folder that is given', async () => {
    make('passed.toml');
    const { status, stderr } = await captured(['validate', '.'], { directory });
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringContaining('passed.toml') });
  });
});
