/** What is used of pako, which has no types of its own. */
declare module 'pako' {
  export class Inflate {
    constructor(options: { readonly raw: boolean; readonly chunkSize: number });
    /** Not 0: the data is damaged. */
    err: number;
    readonly msg: string;
    /** Whether the end of the data was reached. */
    readonly ended: boolean;
    readonly strm: { readonly avail_in: number };
    onData: (bytes: Uint8Array) => void;
    onEnd: (status: number) => void;
    push(bytes: Uint8Array, isLast: boolean): boolean;
  }
}
