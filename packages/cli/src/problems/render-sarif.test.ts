import { encodeName } from '@bootwright/archive';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderSarif, type SarifResult } from './render-sarif.ts';

const finding = { code: 'sealed/unsigned', level: 'warning', message: 'it is not signed' } as const;
const resultsOf = (...found: readonly SarifResult[]) => JSON.parse(renderSarif(found)).runs[0].results;
const uriOf = (file: string) =>
  resultsOf({ ...finding, at: { file } })[0].locations[0].physicalLocation.artifactLocation.uri;

// The JSON schema of SARIF 2.1.0 allows these keys here, requires "version", "runs", "tool", "driver", "name", rule "id" and
// "message", and lines and columns from 1.
test('a document has the form that SARIF 2.1.0 asks for', () => {
  const at = { file: 'a.toml', line: 3, path: ['customizations', 0] };
  expect(JSON.parse(renderSarif([{ ...finding, hint: 'sign it', at }, finding]))).toEqual({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'bootwright', version: expect.any(String), rules: [{ id: finding.code }] } },
        columnKind: 'utf16CodeUnits',
        results: [
          {
            ruleId: finding.code,
            level: 'warning',
            message: { text: 'it is not signed. sign it' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a.toml' },
                  region: { startLine: 3, startColumn: 1 },
                },
                logicalLocations: [{ fullyQualifiedName: 'customizations[0]' }],
              },
            ],
          },
          { ruleId: finding.code, level: 'warning', message: { text: 'it is not signed' } },
        ],
      },
    ],
  });
  expect(resultsOf()).toEqual([]);
});

test.each([
  ['boot/EFI/Linux/6.12.efi', 'boot/EFI/Linux/6.12.efi'],
  ['a b#c?%.efi', 'a%20b%23c%3F%25.efi'],
  ['C:b/\u00fc\n', 'C%3Ab/%C3%BC%0A'],
  ['\udcff.efi', '%FF.efi'],
  ['\ud800', '%EF%BF%BD'],
])('the file %j has the URI %s', (file, uri) => {
  expect(uriOf(file)).toBe(uri);
});

test('whatever a file is called, it has a URI that keeps its bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.integer({ min: 0xdc80, max: 0xdcff })), (text, odd) => {
      const name = (text + String.fromCharCode(...odd)).replaceAll('\\', '');
      const uri = uriOf(name);
      expect(uri).toMatch(/^(?:[\w.!~*'()/-]|%[0-9A-F]{2})*$/);
      const bytes = Buffer.from(
        uri.replaceAll(/%(..)/g, (_: string, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
        'latin1',
      );
      expect(bytes.equals(encodeName(name))).toBe(true);
    }),
    { numRuns: 100 },
  );
});
