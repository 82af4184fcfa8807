import type * as z from 'zod/mini';
import type * as core from 'zod/v4/core';

/** A schema whose values are `T`, read from an `Input`. */
export type Schema<T = unknown, Input = unknown> = z.ZodMiniType<T, Input>;

/** The type of the values that a schema gives. */
export type Infer<S extends core.$ZodType> = z.output<S>;

/** The type of a document that a schema reads, for editors. */
export type InferInput<S extends core.$ZodType> = z.input<S>;
