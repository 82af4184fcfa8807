import type { Bytes } from '@bootwright/core';

/**
 * What a value of the blueprint format looks like, as data. One description serves the decoder, the JSON Schema for
 * editors, the suggestions for misspelt keys and the order in which options are reported, so that they cannot differ.
 */
export type Shape<Value = unknown> = ShapeKind & { readonly __value?: Value };

export type ShapeKind =
  | TextShape
  | WordShape
  | IntegerShape
  | FlagShape
  | SizeShape
  | OwnerShape
  | ListShape
  | RecordShape
  | VariantShape;

export interface TextShape {
  readonly kind: 'text';
  /** The empty string is refused. */
  readonly filled: boolean;
  /** Of UTF-8. */
  readonly mostBytes: number;
  readonly examples: readonly string[];
}

export interface WordShape {
  readonly kind: 'word';
  readonly words: readonly string[];
  /** What to do instead, for words that people try. */
  readonly hints: ReadonlyMap<string, string>;
}

export interface IntegerShape {
  readonly kind: 'integer';
  readonly minimum: number;
  readonly maximum: number;
}

export interface FlagShape {
  readonly kind: 'flag';
}

/** A number of bytes, or a string such as `10 GiB`. */
export interface SizeShape {
  readonly kind: 'size';
}

/** A user or group: its name, or its number. */
export interface OwnerShape {
  readonly kind: 'owner';
}

export interface ListShape {
  readonly kind: 'list';
  readonly item: Shape;
}

export interface RecordShape {
  readonly kind: 'record';
  /** What one is called in messages: `a user`. */
  readonly noun: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly required: readonly string[];
  /** Old names of fields. */
  readonly aliases: ReadonlyMap<string, string>;
  /** What other tools call fields: not accepted, but named in the hint. */
  readonly otherNames: ReadonlyMap<string, string>;
  /** Its fields say nothing of each other: where one is faulty, the others can be judged all the same. */
  readonly independent: boolean;
}

/** A record whose fields follow from the word in its field `type`. */
export interface VariantShape {
  readonly kind: 'variant';
  readonly noun: string;
  readonly arms: ReadonlyMap<string, RecordShape>;
  /** The arm of a record without `type`. */
  readonly fallback: string | undefined;
  readonly hints: ReadonlyMap<string, string>;
}

/**
 * `required`: must be there. `optional`: may be there, and then counts as given whatever its value. `filled`: may be
 * there, and its zero value (`''`, `0`, `false`) says the same as leaving it out, so that the decoder leaves it out.
 */
export type Presence = 'required' | 'optional' | 'filled';

export interface Field<Value = unknown, Given extends Presence = Presence> {
  readonly shape: Shape<Value>;
  readonly presence: Given;
  readonly description: string;
}

/** The fields of a record of type `Value`: all of them, each with its own type and presence. */
export type FieldsOf<Value> = {
  readonly [Key in keyof Value]-?: Record<never, never> extends Pick<Value, Key>
    ? Field<Required<Value>[Key], 'optional' | 'filled'>
    : Field<Value[Key], 'required'>;
};

export const text = (
  options: { readonly filled?: boolean; readonly mostBytes?: number; readonly examples?: readonly string[] } = {},
): Shape<string> => ({
  kind: 'text',
  filled: options.filled ?? false,
  mostBytes: options.mostBytes ?? Number.MAX_SAFE_INTEGER,
  examples: options.examples ?? [],
});

export const word = <const Word extends string>(
  words: readonly Word[],
  hints: Readonly<Record<string, string>> = {},
): Shape<Word> => ({ kind: 'word', words, hints: new Map(Object.entries(hints)) });

export const integer = (
  minimum: number = Number.MIN_SAFE_INTEGER,
  maximum: number = Number.MAX_SAFE_INTEGER,
): Shape<number> => ({ kind: 'integer', minimum, maximum });

/** User and group numbers are unsigned 32-bit, and the highest means "none" (credentials(7)). */
export const accountNumbers: IntegerShape = { kind: 'integer', minimum: 0, maximum: 2 ** 32 - 2 };
export const accountNumber = (): Shape<number> => accountNumbers;

export const flag = (): Shape<boolean> => ({ kind: 'flag' });
export const size = (): Shape<Bytes> => ({ kind: 'size' });
export const owner = (): Shape<string | number> => ({ kind: 'owner' });
export const list = <Item>(item: Shape<Item>): Shape<readonly Item[]> => ({ kind: 'list', item });

export interface RecordOptions {
  readonly aliases?: Readonly<Record<string, string>>;
  readonly otherNames?: Readonly<Record<string, string>>;
  readonly independent?: boolean;
}

export function record<Value>(
  noun: string,
  fields: FieldsOf<Value>,
  options: RecordOptions = {},
): RecordShape & { readonly __value?: Value } {
  const entries: [string, Field][] = Object.entries(fields);
  return {
    kind: 'record',
    noun,
    fields: new Map(entries),
    required: entries.filter(([, field]) => field.presence === 'required').map(([key]) => key),
    aliases: new Map(Object.entries(options.aliases ?? {})),
    otherNames: new Map(Object.entries(options.otherNames ?? {})),
    independent: options.independent ?? false,
  };
}

/** A union over the field `type`. Each arm describes its own `type` with {@link word}. */
export const variant = <Value extends { readonly type: string }>(
  noun: string,
  arms: {
    readonly [Type in Value['type']]: RecordShape & { readonly __value?: Extract<Value, { readonly type: Type }> };
  },
  options: { readonly fallback?: Value['type']; readonly hints?: Readonly<Record<string, string>> } = {},
): Shape<Value> => ({
  kind: 'variant',
  noun,
  arms: new Map(Object.entries<RecordShape>(arms)),
  fallback: options.fallback,
  hints: new Map(Object.entries(options.hints ?? {})),
});

export const required = <Value>(shape: Shape<Value>, description: string): Field<Value, 'required'> => ({
  shape,
  presence: 'required',
  description,
});

export const optional = <Value>(shape: Shape<Value>, description: string): Field<Value, 'optional'> => ({
  shape,
  presence: 'optional',
  description,
});

export const filled = <Value>(shape: Shape<Value>, description: string): Field<Value, 'filled'> => ({
  shape,
  presence: 'filled',
  description,
});
