import type * as z from 'zod';

/** The keys that are spelt out; a loose object also has an index signature, which would let any misspelt key pass. */
type NamedKeys<T> = keyof { [K in keyof T as string extends K ? never : number extends K ? never : K]: unknown };

type Plain<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : unknown extends T
      ? T
      : [NamedKeys<T>] extends [never]
        ? { readonly [K in keyof T]: Plain<T[K]> }
        : { readonly [K in keyof T as string extends K ? never : K]: Plain<T[K]> };

/** What a schema describes, as deeply readonly data without keys that the schema does not name. */
export type OptionsOf<Schema extends z.ZodType> = Plain<z.output<Schema>>;
