/** Fields for a constructor that leaves out what is absent: there, `undefined` is as good as no field. */
export type Given<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined };
