import type { DocumentPath, Location } from '@bootwright/core';
import { jsonPositionOf } from './json-text.ts';
import type { Position } from './text-position.ts';
import { withoutMark } from './text-position.ts';
import { tomlPositionOf } from './toml-position.ts';

/**
 * Finds places in one text that was parsed before: of the key, or of the list item, that a path names. A JSON text is
 * also searched below `blueprint`, the wrapper of older tools.
 */
export function positionsIn(text: string, format: 'toml' | 'json'): (path: DocumentPath) => Position | undefined {
  const bare = withoutMark(text);
  const positionIn = format === 'json' ? jsonPositionOf : tomlPositionOf;
  return (path) => {
    if (path.length === 0) return undefined;
    return positionIn(bare, path) ?? (format === 'json' ? positionIn(bare, ['blueprint', ...path]) : undefined);
  };
}

/**
 * Line and column, both from 1, of the key or item that `path` names in a text that was parsed before; `undefined`
 * where the text has none.
 */
export function positionOf(text: string, format: 'toml' | 'json', path: DocumentPath): Position | undefined {
  return positionsIn(text, format)(path);
}

/**
 * `at` with line and column, found in the text that its path leads into: those of the path itself, or of the nearest
 * key or item around it that the text has. A location that has a line stays as it is.
 */
export function locate(at: Location, text: string, format: 'toml' | 'json'): Location {
  return locateWith(at, positionsIn(text, format));
}

export function locateWith(at: Location, find: (path: DocumentPath) => Position | undefined): Location {
  if (at.line !== undefined) return at;
  const path = at.path ?? [];
  for (let length = path.length; length > 0; length--) {
    const position = find(path.slice(0, length));
    if (position !== undefined) return { ...at, ...position };
  }
  return at;
}
