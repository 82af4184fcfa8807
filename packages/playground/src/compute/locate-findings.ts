import { locateAll } from '@bootwright/blueprint';
import { defined, Fault, type Location, type Notice, renderPath } from '@bootwright/core';
import { diskDefinitionPlaces } from '@bootwright/disk';
import { type DocumentName, documents, type PlaygroundInput } from '../inputs/playground-input.ts';
import type { Finding } from './outcome.ts';

/** More are not read by anybody. */
const most = 200;

type Texts = PlaygroundInput['texts'];

/** Faults and notices with their lines in the texts, faults first. */
export function locateFindings(
  { faults, notices }: { readonly faults: readonly Fault[]; readonly notices: readonly Notice[] },
  texts: Texts,
): readonly Finding[] {
  const all = [...faults, ...notices].slice(0, most);
  const places = locatePlaces(
    all.map(({ at }) => at ?? {}),
    texts,
  );
  return all.map(({ code, message, hint }, index) => {
    const { document, path, line, column } = places[index] ?? {};
    const name = documents.find((known) => known === document);
    return {
      level: index < faults.length ? 'fault' : 'notice',
      ...{ code, message },
      ...defined({ hint, document: name, path: path && renderPath(path), line, column }),
    };
  });
}

/** Places with line and column, where one of the texts has them. */
export function locatePlaces(places: readonly Location[], texts: Texts): readonly Location[] {
  const located = [...places];
  for (const name of documents) {
    const indexes = places.flatMap(({ document, line, path }, index) =>
      document === name && line === undefined && path !== undefined ? [index] : [],
    );
    if (indexes.length === 0) continue;
    const found = foundIn(
      name,
      indexes.map((index) => places[index] ?? {}),
      texts[name],
    );
    for (const [nth, index] of indexes.entries()) located[index] = { ...places[index], ...found[nth] };
  }
  return located;
}

function foundIn(name: DocumentName, places: readonly Location[], text: string): readonly Location[] {
  try {
    if (name === 'disk.yaml') {
      const locate = diskDefinitionPlaces(text);
      return places.map(({ path = [] }) => locate(path));
    }
    return locateAll(places, text, isJson(text) ? 'json' : 'toml');
  } catch (error) {
    // A text that cannot be read has no places; its own faults say where it breaks.
    if (error instanceof Fault) return [];
    throw error;
  }
}

/** As the parser of blueprints tells the formats apart. */
export const isJson = (text: string): boolean => /^\uFEFF?\s*\{/.test(text);
