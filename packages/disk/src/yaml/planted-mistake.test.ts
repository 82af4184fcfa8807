import { Fault } from '@bootwright/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { parseDiskDefinition } from '../definition/parse-disk-definition.ts';

const definition = `mount_configuration: units
partition_table:
  type: gpt
  uuid: D209C89E-EA5E-4FBD-B161-B461CCE297E0
  partitions:
    - size: 1 MiB
      bootable: true
      type: 21686148-6449-6E6F-744E-656564454649
    - size: 501 MiB
      payload_type: filesystem
      payload:
        type: vfat
        mountpoint: /boot/efi
        label: EFI
        fstab_options: defaults
    - size: 2 GiB
      payload_type: btrfs
      payload:
        label: root
        subvolumes:
          - name: root
            mountpoint: /
`;

/** The lines of the definition in other layouts: indented more, or with the keys of maps in quotes. */
const layouts = [2, 4].flatMap((indent) =>
  (['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'] as const).map((defaultKeyType) =>
    stringify(parseDocument(definition), { indent, defaultKeyType, defaultStringType: 'PLAIN' }),
  ),
);

function placesOfFaults(text: string): readonly object[] {
  try {
    parseDiskDefinition(text, { document: 'disk.yaml' });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.all().map(({ at }) => ({ line: at?.line, column: at?.column }));
  }
  return [];
}

test('the definition has no fault', () => {
  expect(layouts.map(placesOfFaults)).toEqual(layouts.map(() => []));
});

test('property: the fault of one mistake has its line and column', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...layouts),
      fc.nat(100),
      fc.constantFrom('unknown key', 'wrong type'),
      fc.constantFrom('\n', '\r\n', '\n# é 😀: [\n', '\n\n'),
      (layout, any, mistake, end) => {
        const lines = layout.trimEnd().split('\n');
        const index = any % lines.length;
        const [, before = '', key = '', rest = ''] = /^([ -]*)([^:]+):(.*)$/.exec(lines[index] ?? '') ?? [];
        const planted = mistake === 'unknown key' ? `${before}planted:${rest}` : `${before}${key}: {planted: [1]}`;
        const isNested = rest === '';
        if (mistake === 'wrong type' && isNested) return;
        const text = lines.with(index, planted).join(end);
        const line = text.split('\n').findIndex((one) => one.includes('planted')) + 1;
        // A field that the renamed one leaves missing is a second fault.
        expect(placesOfFaults(text)).toContainEqual({ line, column: before.length + 1 });
      },
    ),
    { numRuns: 150 },
  );
});
