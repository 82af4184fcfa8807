import { cutName } from '../text/cut-names.ts';

/** One step into a document: a key of an object or an index of a list. */
export type PathStep = string | number;

/** Steps from the document's root to a value, such as `['customizations', 'user', 0, 'name']`. */
export type DocumentPath = readonly PathStep[];

/**
 * Where something is. A pure function knows the document and the path in it; the edge that has the text adds file,
 * line and column.
 */
export interface Location {
  /** The document that `path` leads into: `blueprint`, `request`, `disk.yaml`, `container`, … */
  readonly document?: string;
  readonly path?: DocumentPath;
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column?: number;
}

/** The place some steps below `at`. */
export function inside(at: Location, ...steps: DocumentPath): Location {
  return { ...at, path: at.path === undefined ? steps : [...at.path, ...steps] };
}

const plainKey = /^[A-Za-z_][\w-]*$/;

/** `customizations.user[0].name`; keys that are not plain words are quoted as in JSON, and long ones cut. */
export function renderPath(path: DocumentPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else {
      const key = cutName(step);
      if (plainKey.test(key)) text += text === '' ? key : `.${key}`;
      else text += `[${JSON.stringify(key)}]`;
    }
  }
  return text;
}

/** `config.toml:12:3: customizations.kernel.append`, as far as it is known; empty for a location that says nothing. */
export function renderLocation(at: Location): string {
  const place = [at.file ?? at.document, at.line, at.line === undefined ? undefined : at.column];
  const file = place.filter((part) => part !== undefined).join(':');
  const path = at.path === undefined ? '' : renderPath(at.path);
  return file !== '' && path !== '' ? `${file}: ${path}` : file + path;
}
