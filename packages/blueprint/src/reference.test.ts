import { Fault } from '@bootwright/core';
import { describe, expect, it } from 'vitest';
import { recordedRequests } from '../../../tools/recorded-requests.ts';
import { checkDisk } from './checks/check-disk.ts';
import { checkFilesystems, checkLayoutChoice } from './checks/check-filesystems.ts';
import { checkGroups } from './checks/check-groups.ts';
import { checkIgnition, checkIgnitionSource } from './checks/check-ignition.ts';
import { checkInstaller } from './checks/check-installer.ts';
import { checkNodes } from './checks/check-nodes.ts';
import type { Customizations } from './format/customizations.ts';
import { parseBlueprint } from './parse-blueprint.ts';
import { parseBlueprintValue, parseCustomizationsValue } from './parse-value.ts';
import { unsupportedOptions } from './unsupported-options.ts';

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

const isDisk = ({ image_type }: Case): boolean => !/iso|installer|pxe/.test(image_type);

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

describe('agreement with the reference', () => {
  it.each([
    ['systematic', 216, 22],
    ['random', 1538, 883],
    ['trees', 59, 0],
  ] as const)(
    '%s: a fault where the reference has an error of the blueprint, none where it makes a manifest',
    (set, manifest, error) => {
      const all = recordedRequests<Case>(set).filter(({ request }) => isDisk(request));
      const wrong: string[] = [];
      const count = { manifest: 0, error: 0 };
      for (const { request: one, answer } of all) {
        const faults = faultsOf(one);
        if (answer.outcome === 'manifest') {
          count.manifest++;
          if (faults.length > 0) wrong.push(`${one.name}: ${faults.map((fault) => fault.message).join('; ')}`);
        } else if (answer.cause === 'blueprint') {
          count.error++;
          if (faults.length === 0) wrong.push(`${one.name}: no fault`);
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
    const all = [...recordedRequests<Case>('systematic'), ...recordedRequests<Case>('random')].filter(
      ({ request, answer }) => isDisk(request) && answer.outcome === 'manifest',
    );
    const ours = all.map(({ request: one }) => {
      const [first] = unsupportedOptions(parseBlueprintValue(one.blueprint ?? {}, {}), options);
      return [one.name, first?.join('.')];
    });
    const theirs = all.map(({ answer }) => [answer.name, answer.unsupported]);
    expect(ours).toEqual(theirs);
  });

  it('installers: a fault where options rule each other out, none where there is a manifest', () => {
    const wrong: string[] = [];
    for (const { request: one, answer } of recordedRequests<Case>('random-iso')) {
      const { customizations = {} } = parseBlueprintValue(one.blueprint ?? {}, {});
      const faults = one.image_type === 'bootc-installer' ? checkInstaller(customizations, {}).length : 0;
      if (answer.outcome === 'manifest' && faults > 0) wrong.push(one.name);
      if (answer.cause === 'installer-options' && faults === 0) wrong.push(one.name);
    }
    expect(wrong).toEqual([]);
  });

  it("reads a container's own config.json and config.toml where the reference does, and rejects them where it does", () => {
    const wrong: string[] = [];
    let count = 0;
    for (const { request: one, answer } of recordedRequests<Case>('trees')) {
      for (const [path, text] of Object.entries(one.tree ?? {})) {
        if (!/\/bootc-image-builder\/config\.(json|toml)$/.test(path) || typeof text !== 'string') continue;
        const format = path.endsWith('.json') ? 'json' : 'toml';
        const refused = answer.phase === 'osinfo';
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
