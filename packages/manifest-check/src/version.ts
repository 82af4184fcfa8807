import { isObject } from '@bootwright/core';

import type { Report } from './problem.ts';

/** osbuild takes a manifest without a version for one of version 1. */
export const versionOf = (value: unknown): unknown => (isObject(value) ? (value.version ?? '1') : undefined);

/** Reports a manifest that is not of version 2. */
export function reportVersion(value: unknown, version: unknown, error: Report, warning: Report): void {
  if (!isObject(value)) {
    error(() => ({ code: 'manifest/not-an-object', message: 'a manifest is an object', path: [] }));
    return;
  }
  if (version !== '1') {
    const message = `osbuild has no manifests of version ${JSON.stringify(version)}`;
    error(() => ({ code: 'manifest/version', message, path: ['version'], hint: 'the version is "2", as text' }));
    return;
  }
  const others = Object.keys(value).filter((key) => !['version', 'pipeline', 'sources'].includes(key));
  if (others.length > 0 || value.version !== undefined) {
    error(() => ({
      code: 'manifest/version',
      message: 'without "version": "2" this is a manifest of version 1, which has "pipeline" and "sources" alone',
      path: [],
    }));
  } else {
    warning(() => ({
      code: 'manifest/version-1',
      message: 'a manifest of version 1, which osbuild still builds, is not checked',
      path: [],
    }));
  }
}
