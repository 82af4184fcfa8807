/** An operation of a JSON patch (RFC 6902), of the kinds that are recorded. */
export type PatchOperation =
  | {
      readonly op: 'add' | 'replace';
      readonly path: string;
      readonly value: unknown;
    }
  | {
      readonly op: 'remove';
      readonly path: string;
    }
  | {
      readonly op: 'move';
      readonly path: string;
      readonly from: string;
    };
/** The value after the operations. Kept here because it is small, and only recorded patches are applied. */
export declare function applyPatch(value: unknown, patch: readonly PatchOperation[]): unknown;
//# sourceMappingURL=apply-patch.d.ts.map
