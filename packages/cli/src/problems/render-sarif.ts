import { encodeName } from '@bootwright/archive';
import { type Location, renderPath } from '@bootwright/core';
import { encodeJson } from '../files/encode-json.ts';
import { version } from '../version.ts';

/** One finding of a check. */
export interface SarifResult {
  readonly code: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  /** The file that it is in; its lines and paths count only with it. */
  readonly at?: Location;
  readonly hint?: string;
}

/** A document of SARIF 2.1.0 with all findings, as code-scanning services read it. */
export function renderSarif(found: readonly SarifResult[]): string {
  const rules = [...new Set(found.map(({ code }) => code))].sort().map((id) => ({ id }));
  const results = found.map(({ code, level, message, at, hint }) => ({
    ruleId: code,
    level,
    message: { text: hint === undefined ? message : `${message}. ${hint}` },
    ...(at?.file === undefined ? {} : { locations: [locationOf(at.file, at)] }),
  }));
  return encodeJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'bootwright', version, rules } }, columnKind: 'utf16CodeUnits', results }],
  });
}

function locationOf(file: string, { line, column = 1, path }: Location) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line === undefined ? {} : { region: { startLine: line, startColumn: column } }),
    },
    ...(path === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: renderPath(path) }] }),
  };
}

/** A path as a reference of a URI, in which `#`, `?` and a colon mean something else; names need not be UTF-8. */
function uriOf(file: string): string {
  return file.replaceAll('\\', '/').split('/').map(encodedName).join('/');
}

const unreserved = /[\w.!~*'()-]/;

/** By its bytes (RFC 3986, "Percent-Encoding"). */
function encodedName(name: string): string {
  return Array.from(encodeName(name), (byte) => {
    const character = String.fromCharCode(byte);
    return unreserved.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
