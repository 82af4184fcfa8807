import { listOf, objectOf, parsedJson } from '@bootwright/core';
import type { FlashImage } from '../machine/machine-plan.ts';

/** Firmware as a descriptor of QEMU's docs/interop/firmware.json describes it. */
export interface FirmwareInfo {
  readonly code: FlashImage;
  /** The template of the variable store, which each machine copies; firmware without one loses its variables. */
  readonly variables?: FlashImage;
  /** Architectures as QEMU names them, with patterns of machines such as `pc-q35-*`. */
  readonly targets: readonly { readonly architecture: string; readonly machines: readonly string[] }[];
  /** Such as `secure-boot`, `enrolled-keys`, `requires-smm`. */
  readonly features: readonly string[];
}

/** Absent for firmware of another kind (BIOS, `-bios` files, `-kernel`) and for a text that is not a descriptor. */
export function parseFirmwareDescriptor(text: string): FirmwareInfo | undefined {
  const document = objectOf(parsedJson(text));
  const mapping = objectOf(document.mapping);
  const code = image(mapping.executable);
  if (!listOf(document['interface-types']).includes('uefi') || mapping.device !== 'flash' || code === undefined) {
    return undefined;
  }
  const variables = image(mapping['nvram-template']);
  const targets = listOf(document.targets).map((target) => {
    const { architecture, machines } = objectOf(target);
    return { architecture: String(architecture), machines: strings(machines) };
  });
  return { code, ...(variables && { variables }), targets, features: strings(document.features) };
}

function image(value: unknown): FlashImage | undefined {
  const { filename, format } = objectOf(value);
  if (typeof filename !== 'string' || !filename.startsWith('/')) return undefined;
  return format === 'raw' || format === 'qcow2' ? { file: filename, format } : undefined;
}

const strings = (value: unknown): readonly string[] => listOf(value).filter((one) => typeof one === 'string');
