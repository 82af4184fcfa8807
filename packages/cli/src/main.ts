import { runProcess } from './run-process.ts';

await runProcess(() => new URL(import.meta.url));
