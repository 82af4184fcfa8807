import { Buffer } from 'buffer';

// Some packages use these names of Node without importing them. They are set before any of the packages is loaded.
Object.assign(globalThis, {
  Buffer,
  setImmediate: (call: () => void) => setTimeout(call, 0),
  // Of an index with several architectures, the usual one is read.
  process: { arch: 'x64', env: {} },
});
