import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, type Notice } from '@bootwright/core';
import { commandFault, errorCode, type LeaseContext } from '@bootwright/process';
import type { MachineModel } from './machine-model.ts';

export type Accelerator = 'kvm' | 'tcg';
/** `auto` is KVM where it works, and emulation elsewhere. */
export type AcceleratorRequest = 'auto' | Accelerator;

export interface AcceleratorChoice {
  readonly accelerator: Accelerator;
  /** The reason for emulation that was not asked for. */
  readonly notices: readonly Notice[];
}

type Reason = Required<Pick<Notice, 'message' | 'hint'>>;

/**
 * Chooses KVM where the guest has the architecture of the host, /dev/kvm can be opened, and a test guest runs. Fault:
 * `boot/kvm` where KVM is asked for and does not work.
 */
export async function chooseAccelerator(
  option: AcceleratorRequest,
  model: MachineModel,
  context: LeaseContext,
): Promise<AcceleratorChoice> {
  if (option === 'tcg') return { accelerator: 'tcg', notices: [] };
  const reason = whyNotOpened(model) ?? (await whyNothingRuns(model, context));
  if (reason === undefined) return { accelerator: 'kvm', notices: [] };
  if (option === 'kvm') throw new Fault('boot/kvm', `KVM cannot be used: ${reason.message}`, { hint: reason.hint });
  const message = `the machine is emulated, which is several times slower: ${reason.message}`;
  return { accelerator: 'tcg', notices: [{ code: 'boot/emulated', message, hint: reason.hint }] };
}

function whyNotOpened(model: MachineModel): Reason | undefined {
  if (process.arch !== model.host) {
    return { message: `the host is ${process.arch}`, hint: "use a host of the disk's architecture" };
  }
  try {
    closeSync(openSync('/dev/kvm', 'r+'));
    return undefined;
  } catch (error) {
    if (['EACCES', 'EPERM'].includes(errorCode(error))) {
      const hint = 'add your user to the group kvm, or run as root';
      return { message: '/dev/kvm cannot be opened without permission', hint };
    }
    const hint = 'enable virtualization in the firmware, or load the module kvm_intel or kvm_amd';
    return { message: '/dev/kvm does not exist', hint };
  }
}

/** The exit status of QEMU when a guest writes 0x10 to isa-debug-exit: twice that number, plus one. */
const probeExitStatus = 33;
/** How long one instruction may take, in milliseconds. */
const probeTimeout = 5000;

/** In some sandboxes /dev/kvm can be opened and a machine started, but its processor never runs. */
async function whyNothingRuns(model: MachineModel, { runner, lease }: LeaseContext): Promise<Reason | undefined> {
  const rom = join(lease.folder, 'probe.rom');
  const isPc = model.machine === 'q35';
  if (isPc) writeFileSync(rom, probeRom());
  const bare = ['-nodefaults', '-no-user-config', '-display', 'none', '-machine', model.machine, '-accel', 'kvm'];
  const guest = isPc ? ['-bios', rom, '-device', 'isa-debug-exit,iobase=0xf4,iosize=4'] : ['-S', '-qmp', 'stdio'];
  const result = await runner.run([model.program, ...bare, '-cpu', 'host', '-m', '64M', ...guest], {
    stdin: '{"execute":"qmp_capabilities"}{"execute":"quit"}',
    env: lease.environment,
    // A core dump of QEMU goes there.
    cwd: lease.folder,
    diesWithUs: true,
    timeoutMilliseconds: probeTimeout,
  });
  // A missing or old QEMU is reported when the machine itself starts.
  if (result.kind === 'not-found') return undefined;
  if (result.kind === 'exited' && result.code === (isPc ? probeExitStatus : 0)) return undefined;
  const fault = commandFault(result);
  const said = fault?.quoted.at(-1)?.trim() ?? fault?.message ?? 'it executed nothing';
  const hint = 'enable nested virtualization, or use another host';
  return { message: `/dev/kvm can be opened, but no guest runs with it (${said})`, hint };
}

/** mov al,10h; out f4h,al; hlt; jmp back: where an x86 processor starts, 16 bytes before the end of the ROM. */
function probeRom(): Uint8Array {
  const rom = new Uint8Array(64 * 1024);
  rom.set([0xb0, 0x10, 0xe6, 0xf4, 0xf4, 0xeb, 0xfd], rom.length - 16);
  return rom;
}
