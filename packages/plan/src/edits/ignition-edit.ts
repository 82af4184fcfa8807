import type { IgnitionCustomization } from '@bootwright/blueprint';
import { wordsOf } from '@bootwright/core';
import type { IgnitionEdit } from './deployment-edit.ts';

/** The first boot with Ignition, if it is disk: `url` may name several addresses. */
export function ignitionEdit(ignition: IgnitionCustomization | undefined): readonly IgnitionEdit[] {
  const firstboot = ignition?.firstboot;
  if (firstboot === undefined) return [];
  return [{ kind: 'ignition', urls: wordsOf(firstboot.url ?? '') }];
}
