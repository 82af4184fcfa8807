/** Of draft 7, as far as its keywords are read. */
export type JsonSchema = Readonly<Record<string, unknown>>;
/** Different values that a JSON Schema describes, small ones first. Not all of them meet its conditions on keys. */
export declare function sampleValues(schema: JsonSchema): readonly unknown[];
//# sourceMappingURL=sample-values.d.ts.map
