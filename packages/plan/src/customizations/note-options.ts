import { type Blueprint, unsupportedOptions } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { type DocumentPath, Fault, FaultList, inside, type Location, renderPath, throwFaults } from '@bootwright/core';
import type { ImageType } from '@bootwright/image-types';
import { isApplied, unreadOptions } from './option-support.ts';
import { unsupportedHint } from './unsupported-hint.ts';

/**
 * A notice for what the image type does not honour. Faults, under `recommended`: `blueprint/unread` for options that are
 * supported by name alone.
 */
export function noteOptions(blueprint: Blueprint, at: Location, type: ImageType, context: PlanContext): void {
  noteUnread(blueprint, at, type, context);
  const unsupported = unsupportedOptions(blueprint, type.supportedOptions);
  const ignored = unsupported.filter((path) => !isApplied(path, type));
  if (context.profile === 'recommended') {
    for (const path of ignored) noteUnsupported(path, at, type, context);
    return;
  }
  const [first, ...others] = unsupported;
  if (first === undefined) return;
  if (isApplied(first, type)) context.fixes('applied-warnings', inside(at, ...first), renderPath(first));
  else noteUnsupported(first, at, type, context);
  const [unnamed] = others.filter((path) => !isApplied(path, type));
  if (unnamed !== undefined) {
    context.fixes('first-unsupported', inside(at, ...unnamed), others.map(renderPath).join(', '));
  }
}

function noteUnsupported(path: DocumentPath, at: Location, type: ImageType, context: PlanContext): void {
  context.note({
    code: 'blueprint/unsupported',
    message: `${renderPath(path)}: not supported by the image type "${type.name}", and left out`,
    at: inside(at, ...path),
    hint: unsupportedHint(path),
  });
}

function noteUnread(blueprint: Blueprint, at: Location, type: ImageType, context: PlanContext): void {
  const faults = new FaultList();
  for (const path of unreadOptions(blueprint, type)) {
    const place = inside(at, ...path);
    if (!context.fixes('ignored-options', place, renderPath(path))) continue;
    const message = `${renderPath(path)} is not written to any image of the type "${type.name}"`;
    faults.push(new Fault('blueprint/unread', message, { at: place, hint: unsupportedHint(path) }));
  }
  throwFaults(faults);
}
