// Functions of `node:os`, `node:path` and `node:util` that the reader of archives calls.

/** zlib has no threads of its own here. */
export const availableParallelism = (): number => 1;
export const tmpdir = (): string => '/tmp';
export const join = (...parts: readonly string[]): string => parts.join('/');
/** What is made a promise here is one already. */
export const promisify = <Call>(call: Call): Call => call;
