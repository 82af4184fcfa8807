import type { TextOrigin } from '@bootwright/core';
import type { DiskDefinition } from './disk-definition.ts';

/** What `text`, a disk.yaml, says. */
export function parseDiskDefinition(_text: string, _origin: TextOrigin): DiskDefinition {
  throw new Error('to come');
}
