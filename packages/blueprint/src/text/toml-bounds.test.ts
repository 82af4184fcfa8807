import { describe, expect, test } from 'vitest';
import { tomlExcess } from './toml-bounds.ts';

const mebibyte = 1024 * 1024;
/** A text just below 1 MiB. */
const filled = (part: string) => part.repeat(Math.floor((mebibyte - 10) / part.length));
const long = `${'a.'.repeat(80)}a`;
const most = `${'a.'.repeat(79)}a`;

describe('a text that would make more tables than any real document has', () => {
  const names = 'a key has more than 80 names';
  const keys = 'it has more than 100000 dotted keys';
  const values = 'it has more than 70000 keys, tables and arrays';
  test.each<[string, string, string, number]>([
    ['a key', `${filled('a.')}a = 1`, names, 0],
    ['a key of quoted names', `${filled('"".')}a = 1`, names, 0],
    ['a key with blanks around its dots', `${filled('a . ')}a = 1`, names, 0],
    ['a key of 81 names', `${long} = 1`, names, 0],
    ['a key on another line', `# a\nb = 1\n  ${long} = 1`, names, 10],
    ['the header of a table', `[${filled('a.')}a]`, names, 1],
    ['the header of an array of tables', `[[ ${filled('a.')}a ]]`, names, 3],
    ['a key of an inline table', `a = {b = 1, ${filled('a.')}a = 1}`, names, 12],
    ['a key in an array of inline tables', `a = [{${long} = 1}]`, names, 6],
    ['a key behind strings', `a = "#" \nb = '''\n"''' \n${long} = 1`, names, 26],
    ['many keys', filled('a.b.c.d.e.f.g.h=1\n'), keys, 257_144],
    ['many keys of 80 names', filled(`${most}=1\n`), keys, 205_061],
    ['many headers', filled('[a.b.c.d.e.f.g]\n'), keys, 266_667],
    ['many inline tables', `a = [${filled('{a.b.c.d=1},')}]`, keys, 400_007],
    ['many keys of one name', filled('abcd=1\n'), values, 490_004],
    ['many headers of one name', filled('[ab]\n'), values, 350_000],
    ['many arrays of tables', filled('[[a]]\n'), values, 210_000],
    ['many empty arrays', `a = [${filled('[],')}]`, values, 209_999],
    ['many empty tables', `a = [${filled('{},')}]`, values, 209_999],
    ['text that is not TOML', filled('.a'), names, 0],
  ])('%s', (_, text, reason, offset) => {
    const found = tomlExcess(text);
    expect(found?.reason).toBe(reason);
    expect(Math.abs((found?.offset ?? -1000) - offset)).toBeLessThan(20);
  });
});

describe('a text that may be long, and makes few tables', () => {
  test.each<[string, string]>([
    ['a key of 80 names', `${most} = 1`],
    ['dots in a string', `a = "${filled('a.')}"`],
    ['dots in a string of several lines', `a = """${filled('a.\n')}"""`],
    ['dots in a literal string', `a = '${filled('a.')}'`],
    ['dots in a quoted name', `"${filled('a.')}" = 1`],
    ['dots in a comment', `# ${filled('a.')}`],
    ['escaped quotes before dots', `a = "\\"${filled('a.')}"`],
    ['numbers with fractions', `a = [${'1.5,'.repeat(99_000)}]`],
    ['many strings', `a = [${filled('"a=[{b",')}]`],
    ['many numbers', `a = [${filled('1,')}]`],
    ['a string that does not end', `a = "${filled('a.')}`],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(tomlExcess(text)).toBeUndefined();
  });
});
