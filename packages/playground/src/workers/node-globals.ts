import { Buffer } from 'buffer';

// Some packages use these two names of Node without importing them. Set before any of them is loaded.
Object.assign(globalThis, { Buffer, setImmediate: (call: () => void) => setTimeout(call, 0) });
