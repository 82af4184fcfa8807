import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { file, needs } from '../../../../tools/probes.mjs';
import { secureBootVariables } from './secure-boot-variables.ts';
import { withVariables } from './variable-store.ts';

const certificate = Uint8Array.from({ length: 700 }, (_, index) => index);
const variables = secureBootVariables(
  { platformKey: certificate, keyExchangeKeys: [certificate], trusted: [certificate] },
  new Date('2026-01-02T03:04:05Z'),
);

const templates = [
  '/usr/share/OVMF/OVMF_VARS_4M.fd',
  '/usr/share/OVMF/OVMF_VARS_4M.ms.fd',
  '/usr/share/OVMF/OVMF_VARS_4M.snakeoil.fd',
];
const ovmf = needs(...templates.map(file));
test.skipIf(ovmf.missing).each(templates)(
  `variables are written where %s has room, and nothing else changes${ovmf.note}`,
  (path) => {
    const template = readFileSync(path);
    const store = withVariables(template, variables);
    expect(store.length).toBe(template.length);
    const changed = [...store.keys()].filter((index) => store[index] !== template[index]);
    const [first = 0, last = 0] = [changed[0], changed.at(-1)];
    // Memory that was never written is all ones.
    expect(template.subarray(first, last + 1).every((byte) => byte === 0xff)).toBe(true);
    const names = Buffer.from(store.subarray(first, last + 1));
    expect(
      ['db', 'KEK', 'PK', 'SecureBootEnable'].map((name) => names.includes(Buffer.from(`${name}\0`, 'utf16le'))),
    ).toEqual([true, true, true, true]);
    expect(() => withVariables(store, Array.from({ length: 300 }, () => variables).flat())).toThrow(
      expect.objectContaining({ code: 'boot/variable-store', message: expect.stringContaining('no room') }),
    );
  },
);
