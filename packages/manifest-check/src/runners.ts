import { type DocumentPath, listOf, nearest, objectOf } from '@bootwright/core';

import type { Report } from './problem.ts';

/** The runners that osbuild has, and the oldest version of each. A newer version is run by the newest one there is. */
const oldest: Readonly<Record<string, number>> = {
  'org.osbuild.AutoSD': 9,
  'org.osbuild.almalinux': 8,
  'org.osbuild.arch': 0,
  'org.osbuild.asahi-fedora-remix': 0,
  'org.osbuild.autosd': 0,
  'org.osbuild.centos': 8,
  'org.osbuild.debian': 0,
  'org.osbuild.eln': 11,
  'org.osbuild.fedora': 30,
  'org.osbuild.fedora-asahi-remix': 0,
  'org.osbuild.linux': 0,
  'org.osbuild.ol': 9,
  'org.osbuild.rhel': 7,
  'org.osbuild.rhivos': 0,
  'org.osbuild.ubuntu': 1804,
};

/** Reports runners that osbuild does not have, at which it ends with a traceback. */
export function reportRunners(manifest: unknown, report: Report): void {
  for (const [index, pipeline] of listOf(objectOf(manifest).pipelines).entries()) {
    const { runner } = objectOf(pipeline);
    if (typeof runner !== 'string' || runner === '' || isKnown(runner)) continue;
    const path: DocumentPath = ['pipelines', index, 'runner'];
    const near = nearest(runner, Object.keys(oldest));
    report(() => ({
      code: 'manifest/unknown-runner',
      message: `osbuild has no runner for ${JSON.stringify(runner)}`,
      path,
      hint: near === undefined ? `known runners: ${Object.keys(oldest).join(', ')}` : `did you mean ${near}?`,
    }));
  }
}

function isKnown(runner: string): boolean {
  const [, name = '', version = ''] = /^(.+?)(\d*)$/s.exec(runner) ?? [];
  return Object.hasOwn(oldest, name) && Number(version) >= (oldest[name] ?? 0);
}
