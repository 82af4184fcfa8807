import { formatBytes, roundedSize, unreachable } from '@bootwright/core';
import { storageConfCure } from '@bootwright/osbuild-monitor';
import { installHint } from '@bootwright/process';
import type { HostFact, HostNeed } from './host-need.ts';

/** A need, whether the host meets it, and the fix if not. */
export interface HostFinding {
  readonly need: HostNeed;
  /** The need in a few words: `the file system vfat`. */
  readonly title: string;
  readonly state: 'ok' | 'missing' | 'doubtful';
  /** What the host has. */
  readonly found: string;
  /** The command that fixes it, or what to do. */
  readonly cure?: string;
}

/** Compares needs with what the host has, in their order. */
export function diagnoseHost(
  facts: readonly { readonly need: HostNeed; readonly fact: HostFact }[],
): readonly HostFinding[] {
  return facts.map(({ need, fact }) => ({ need, title: textsOf(need)[0], ...findingOf(need, fact) }));
}

type Finding = Pick<HostFinding, 'state' | 'found' | 'cure'>;

function findingOf(need: HostNeed, fact: HostFact): Finding {
  switch (fact.kind) {
    case 'present':
      return { state: 'ok', found: fact.detail ?? 'found' };
    case 'module':
      return { state: 'ok', found: `the kernel can load its module ${fact.name}` };
    case 'absent': {
      const found = fact.why ?? 'not found';
      const cure = fact.hint ?? textsOf(need)[1];
      if (need.onlyFor !== undefined)
        return { state: 'doubtful', found: `${found}; only ${need.onlyFor} need it`, cure };
      return { state: isOptional(need) ? 'doubtful' : 'missing', found, cure };
    }
    case 'unknown':
      return { state: 'doubtful', found: fact.why, cure: textsOf(need)[1] };
    case 'amount':
      return amountFinding(need, fact.bytes);
    default:
      return unreachable(fact);
  }
}

/** Needs that are not essential: a boot without KVM is slow, and only some disks need a TPM. */
function isOptional({ kind }: HostNeed): boolean {
  return kind === 'kvm' || kind === 'tpm' || kind === 'memory';
}

function amountFinding(need: HostNeed, bytes: number): Finding {
  const found = `${roundedSize(bytes)} free`;
  if (need.kind === 'memory') {
    if (bytes >= need.least) return { state: 'ok', found };
    return { state: 'doubtful', found: `${found}, ${formatBytes(need.least)} are recommended`, cure: textsOf(need)[1] };
  }
  if (need.kind !== 'space') return { state: 'ok', found };
  if (bytes < need.least) {
    return { state: 'missing', found: `${found}, ${roundedSize(need.least)} are needed`, cure: textsOf(need)[1] };
  }
  if (bytes >= need.most) return { state: 'ok', found };
  return {
    state: 'doubtful',
    found: `${found}, up to ${roundedSize(need.most)} may be needed`,
    cure: textsOf(need)[1],
  };
}

const elsewhere = 'if the kernel has no such module, build with --in-vm';

/** The name of a need, and what fixes it. */
function textsOf(need: HostNeed): readonly [title: string, fix: string] {
  switch (need.kind) {
    case 'root':
      return ['root', 'run it with sudo'];
    case 'kernel':
      return [
        need.least === undefined ? 'a kernel for the virtual machine' : `Linux ${need.least} or later`,
        need.machine === undefined
          ? 'boot the host with a newer kernel, or build with --in-vm and name one with --vm-kernel'
          : 'name a newer kernel with --vm-kernel',
      ];
    case 'mounting':
      return ['permission to mount', 'run it as root; in a container, with --privileged'];
    case 'loop-devices':
      return ['loop devices', 'modprobe loop; in a container, --privileged and --volume /dev:/dev'];
    case 'partitions':
      return ['partitions of loop devices', 'use a kernel with CONFIG_EFI_PARTITION, or build with --in-vm'];
    case 'filesystem':
      return [`the file system ${need.name}`, `modprobe ${need.name}; ${elsewhere}`];
    case 'verity':
      return [`fs-verity on ${need.filesystem}`, 'use a kernel with CONFIG_FS_VERITY, or build with --in-vm'];
    case 'device-mapper':
      return ['the device mapper', `modprobe dm-mod; ${elsewhere}`];
    case 'program':
      return [need.name, installHint(need.name)];
    case 'python-module':
      return [`the Python module ${need.name}`, installHint(`python3-${need.name}`)];
    case 'osbuild':
      return need.installation.kind === 'program'
        ? ['osbuild', `${installHint('osbuild')}; or name a container image with osbuild with --osbuild-image`]
        : [`osbuild in ${need.installation.image}`, `${need.installation.engine} pull ${need.installation.image}`];
    case 'storage-configuration':
      return ['storage.conf of containers', storageConfCure()];
    case 'image-store':
      return ['podman --imagestore', 'install podman 4.6 or later'];
    case 'image':
      return [
        `the image ${need.name ?? need.id.slice(0, 19)}`,
        `podman pull ${need.name ?? 'NAME'}, as root; or build with --bootc-remote`,
      ];
    case 'space':
      return [`space for ${need.what}`, `free space at ${need.path}, or use another folder (--cache, --output-dir)`];
    case 'memory':
      return ['memory', 'end other programs, or add memory'];
    case 'kvm':
      return ['KVM', 'enable virtualization in the firmware; without KVM machines are emulated, which is slow'];
    case 'firmware':
      return [`UEFI firmware for ${need.architecture}`, installHint('ovmf')];
    case 'tpm':
      return ['swtpm', installHint('swtpm')];
    default:
      return unreachable(need);
  }
}
