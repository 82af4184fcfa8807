import { parseBlueprint } from '@bootwright/blueprint';
import { parseRegistriesConf } from '@bootwright/registry';
import { expect, test } from 'vitest';
import { outcomeOf } from '../../../core/testing/outcome.ts';
import { readToml } from './toml-document.ts';

const mebibyte = 1024 * 1024;
const filled = (part: string) => part.repeat(Math.floor((mebibyte - 10) / part.length));

/** What makes some hundred megabytes of tables of one mebibyte. */
const tables: readonly (readonly [string, string, RegExp])[] = [
  ['one dotted key', `${filled('a.')}a = 1`, /a key has more than 80 names$/],
  ['one header', `[${filled('a.')}a]`, /a key has more than 80 names$/],
  ['one key of an inline table', `a = {${filled('a.')}a = 1}`, /a key has more than 80 names$/],
  ['many dotted keys', filled('a.b.c.d.e.f.g.h=1\n'), /it has more than 100000 dotted keys$/],
];

test.each(tables)('no reader of TOML begins to parse %s', (_, text, message) => {
  const document = { file: 'x', text };
  expect(outcomeOf(() => readToml(document, { subject: 'kargs' }, (value) => value))).toEqual({
    fault: 'toml/syntax',
    message: expect.stringMatching(message),
  });
  expect(outcomeOf(() => parseRegistriesConf(text, { file: 'x' }))).toEqual({
    fault: 'registry/registries-conf',
    message: expect.stringMatching(message),
  });
  expect(outcomeOf(() => parseBlueprint(text, { document: 'x' }))).toEqual({
    fault: 'blueprint/toml',
    message: expect.stringMatching(message),
  });
});
