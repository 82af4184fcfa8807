import type { FlashImage } from '../machine/machine-plan.ts';

/** A firmware that is installed, as a descriptor of QEMU's docs/interop/firmware.json tells of it. */
export interface FirmwareInfo {
  readonly code: FlashImage;
  /** The template of the memory for variables, of which each machine has a copy; firmware without one forgets them. */
  readonly variables?: FlashImage;
  /** Architectures as QEMU names them, with patterns of machines such as `pc-q35-*`. */
  readonly targets: readonly { readonly architecture: string; readonly machines: readonly string[] }[];
  /** Such as `secure-boot`, `enrolled-keys`, `requires-smm`. */
  readonly features: readonly string[];
}

/** Absent for firmware of another kind (BIOS, `-bios` files, `-kernel`) and for what is no descriptor. */
export function parseFirmwareDescriptor(text: string): FirmwareInfo | undefined {
  const document = record(parseJson(text));
  const mapping = record(document.mapping);
  const code = image(mapping.executable);
  if (!list(document['interface-types']).includes('uefi') || mapping.device !== 'flash' || code === undefined) {
    return undefined;
  }
  const variables = image(mapping['nvram-template']);
  const targets = list(document.targets).map((target) => {
    const { architecture, machines } = record(target);
    return { architecture: String(architecture), machines: strings(machines) };
  });
  return { code, ...(variables && { variables }), targets, features: strings(document.features) };
}

function image(value: unknown): FlashImage | undefined {
  const { filename, format } = record(value);
  if (typeof filename !== 'string' || !filename.startsWith('/')) return undefined;
  return format === 'raw' || format === 'qcow2' ? { file: filename, format } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const strings = (value: unknown): readonly string[] => list(value).filter((item) => typeof item === 'string');
