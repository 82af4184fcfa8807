import type { BuildRequest } from '@bootwright/build-request';
import { renderPath } from '@bootwright/core';
import { planImage } from '../src/plan-image.ts';

/** The notices of a plan: code and path below the document's first key, such as `disk/uuid user[0].name`. */
export function noticePlaces(request: BuildRequest): readonly string[] {
  const { notices } = planImage(request);
  return notices.map(({ code, at }) => `${code} ${renderPath(at?.path?.slice(1) ?? [])}`.trimEnd());
}
