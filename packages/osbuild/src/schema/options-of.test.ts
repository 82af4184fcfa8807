import { describe, expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import type { OptionsOf } from './options-of.ts';

describe('the type of options', () => {
  test('is deeply readonly', () => {
    const schema = z.strictObject({ list: z.array(z.strictObject({ key: z.string() })) });
    expectTypeOf<OptionsOf<typeof schema>>().toEqualTypeOf<{
      readonly list: readonly { readonly key: string }[];
    }>();
    const value = { list: [{ key: 'a' }] };
    expect(schema.parse(value)).toEqual(value);
  });

  test('has no key that an open object does not name', () => {
    const schema = z.looseObject({ dir: z.string(), opts: z.exactOptional(z.array(z.string())) });
    expectTypeOf<OptionsOf<typeof schema>>().toEqualTypeOf<{
      readonly dir: string;
      readonly opts?: readonly string[];
    }>();
    const value = { dir: 'a', opts: ['b'], another: 1 };
    expect(schema.parse(value)).toEqual(value);
  });

  test('is a record for maps', () => {
    const schema = z.record(z.string(), z.looseObject({ gid: z.number() }));
    expectTypeOf<OptionsOf<typeof schema>>().toEqualTypeOf<Readonly<Record<string, { readonly gid: number }>>>();
    const value = { wheel: { gid: 10 } };
    expect(schema.parse(value)).toEqual(value);
  });

  test('keeps unions and unknown values', () => {
    const schema = z.strictObject({
      value: z.union([z.string(), z.boolean()]),
      rest: z.record(z.string(), z.unknown()),
    });
    expectTypeOf<OptionsOf<typeof schema>>().toEqualTypeOf<{
      readonly value: string | boolean;
      readonly rest: Readonly<Record<string, unknown>>;
    }>();
    const value = { value: false, rest: { any: ['a'] } };
    expect(schema.parse(value)).toEqual(value);
  });
});
