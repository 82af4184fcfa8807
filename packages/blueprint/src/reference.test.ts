import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Fault } from '@bootwright/core';
import { describe, expect, it } from 'vitest';
import { checkDisk } from './check-disk.ts';
import { checkFilesystems, checkLayoutChoice } from './check-filesystems.ts';
import { checkGroups } from './check-groups.ts';
import { checkIgnition, checkIgnitionSource } from './check-ignition.ts';
import { checkInstaller } from './check-installer.ts';
import { checkNodes } from './check-nodes.ts';
import type { Customizations } from './customizations.ts';
import { parseBlueprint } from './parse-blueprint.ts';
import { parseBlueprintValue, parseCustomizationsValue } from './parse-value.ts';
import { unsupportedOptions } from './unsupported-options.ts';

const folder = join(import.meta.dirname, '../../../../shared/reference');
const there = existsSync(folder);

it.skipIf(there)('has no reference results here, so agreement with them is not tested', () => {});

interface Case {
  readonly name: string;
  readonly image_type: string;
  readonly container: {
    readonly default_root_fs?: string;
    readonly unified_kernel?: boolean;
    readonly os_info?: { readonly image_customization?: unknown; readonly disk_yaml?: string };
  };
  readonly blueprint?: unknown;
  readonly tree?: Readonly<Record<string, unknown>>;
}

interface Expected {
  readonly outcome: 'manifest' | 'error' | 'crash';
  readonly phase?: string;
  readonly error?: string;
  readonly warnings?: readonly string[];
}

function read<Line>(file: string): readonly Line[] {
  const data = readFileSync(join(folder, file));
  const text = (file.endsWith('.gz') ? gunzipSync(data) : data).toString();
  return text
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line));
}

function cases(name: string, suffix: string): readonly (readonly [Case, Expected])[] {
  const given = read<Case>(`${name}.jsonl${suffix}`);
  const expected = read<Expected>(`${name}.expected.jsonl${suffix}`);
  return given.map((one, index) => [one, expected[index] ?? { outcome: 'error' }]);
}

/** Messages of errors that come from what is not the blueprint: the request, the container, the final table. */
const otherErrors = [
  /^bootc container initramfs/,
  /^internal error/,
  /^no installer payload/,
  /^no partition table/,
  /^error generating partition table/,
  /^raw partitioning mode set/,
  /^could not read kernel info/,
  /^cannot use build-containers/,
];

const fromBlueprint = ({ outcome, phase, error = '' }: Expected): boolean =>
  outcome === 'error' &&
  (phase === 'input' || (phase === 'manifest' && !otherErrors.some((pattern) => pattern.test(error))));

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/** The root file system of the container's own table goes before that of its install configuration. */
function rootFilesystem({ container }: Case): string | undefined {
  const payloads = (container.os_info?.disk_yaml ?? '').split(/payload:/).slice(1);
  const root = payloads.find((payload) => /mountpoint: "?\/"?$/m.test(payload));
  return /^\s+type: "?(\w+)/m.exec(root ?? '')?.[1] ?? container.default_root_fs;
}

/** What the plan of a disk image asks of a blueprint, in the reference's words. */
function faultsOf(one: Case): readonly Fault[] {
  const at = { document: 'blueprint', path: ['customizations'] };
  let customizations: Customizations;
  try {
    customizations =
      deepFreeze(parseBlueprintValue(one.blueprint ?? {}, { document: 'blueprint' })).customizations ?? {};
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return fault.all();
  }
  const brought = one.container.os_info?.image_customization;
  const given = customizations.disk !== undefined || customizations.filesystem !== undefined;
  const layout = given || brought === undefined ? customizations : parseCustomizationsValue(brought, {});
  const policy = rootFilesystem(one) === 'btrfs' ? 'root-and-boot' : 'any';
  return [
    ...checkGroups(customizations, at),
    ...checkLayoutChoice(layout, at),
    ...checkFilesystems(layout, policy, at),
    ...checkDisk(layout, at),
    ...checkNodes(customizations, at),
    ...checkIgnition(customizations, at),
    ...(one.container.unified_kernel === true ? [] : checkIgnitionSource(customizations, at)),
  ];
}

describe.skipIf(!there)('agreement with the reference', () => {
  it.each([
    ['systematic', '', 216, 22],
    ['random', '.gz', 1538, 883],
    ['trees', '', 59, 0],
  ])(
    '%s: a fault where the reference has an error of the blueprint, none where it makes a manifest',
    (name, suffix, manifest, error) => {
      const all = cases(name, suffix).filter(([one]) => !/iso|installer|pxe/.test(one.image_type));
      const wrong: string[] = [];
      const count = { manifest: 0, error: 0 };
      for (const [one, expected] of all) {
        const faults = faultsOf(one);
        if (expected.outcome === 'manifest') {
          count.manifest++;
          if (faults.length > 0) wrong.push(`${one.name}: ${faults.map((fault) => fault.message).join('; ')}`);
        } else if (fromBlueprint(expected)) {
          count.error++;
          if (faults.length === 0) wrong.push(`${one.name}: no fault, but ${expected.error}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(count).toEqual({ manifest, error });
    },
  );

  it('names the unsupported option first that the reference warns of', () => {
    const supported = [
      'bootloader',
      'directories',
      'disk',
      'files',
      'group',
      'ignition',
      'kernel.append',
      'user',
      'sshd',
    ];
    const options = supported.map((option) => `customizations.${option}`);
    const all = [...cases('systematic', ''), ...cases('random', '.gz')].filter(
      ([one, expected]) => !/iso|installer|pxe/.test(one.image_type) && expected.outcome === 'manifest',
    );
    const ours = all.map(([one]) => {
      const [first] = unsupportedOptions(parseBlueprintValue(one.blueprint ?? {}, {}), options);
      return [one.name, first?.join('.')];
    });
    const theirs = all.map(([one, { warnings = [] }]) => [one.name, warnings[0]?.split(': ')[1]]);
    expect(ours).toEqual(theirs);
  });

  it('installers: a fault where options rule each other out, none where there is a manifest', () => {
    const rule = /^installer\.|disables the required Users/;
    const wrong: string[] = [];
    for (const [one, expected] of cases('random-iso', '.gz')) {
      const { customizations = {} } = parseBlueprintValue(one.blueprint ?? {}, {});
      const faults = one.image_type === 'bootc-installer' ? checkInstaller(customizations, {}).length : 0;
      if (expected.outcome === 'manifest' && faults > 0) wrong.push(one.name);
      if (rule.test(expected.error ?? '') && faults === 0) wrong.push(one.name);
    }
    expect(wrong).toEqual([]);
  });

  it("reads a container's own config.json and config.toml where the reference does, and refuses them where it does", () => {
    const wrong: string[] = [];
    let count = 0;
    for (const [one, expected] of cases('trees', '')) {
      for (const [path, text] of Object.entries(one.tree ?? {})) {
        if (!/\/bootc-image-builder\/config\.(json|toml)$/.test(path) || typeof text !== 'string') continue;
        const format = path.endsWith('.json') ? 'json' : 'toml';
        const refused = expected.phase === 'osinfo';
        count++;
        try {
          parseBlueprint(text, { document: 'blueprint', file: path, format });
          if (refused) wrong.push(`${one.name}: read`);
        } catch (fault) {
          if (!refused || !(fault instanceof Fault)) wrong.push(`${one.name}: ${fault}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBe(14);
  });
});
