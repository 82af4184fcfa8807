import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, type Notice } from '@bootwright/core';
import type { Lease } from '@bootwright/process';
import { type CommandRunner, commandFault } from '@bootwright/process';
import type { MachineModel } from './machine-model.ts';

export type Accelerator = 'kvm' | 'tcg';
/** What is asked for: `auto` is KVM where it works, emulation where not. */
export type AcceleratorRequest = 'auto' | Accelerator;

export interface AcceleratorChoice {
  readonly accelerator: Accelerator;
  /** Says why it is emulation, where nobody asked for that. */
  readonly notices: readonly Notice[];
}

interface Reason {
  readonly message: string;
  readonly hint: string;
}

interface Surroundings {
  readonly runner: CommandRunner;
  readonly lease: Lease;
}

/**
 * KVM where the machine's architecture is this one's, /dev/kvm opens, and a guest that is started with it runs. Fault:
 * `boot/kvm` where KVM is asked for and does not work.
 */
export async function chooseAccelerator(
  request: AcceleratorRequest,
  model: MachineModel,
  surroundings: Surroundings,
): Promise<AcceleratorChoice> {
  if (request === 'tcg') return { accelerator: 'tcg', notices: [] };
  const reason = whyNotOpened(model) ?? (await whyNothingRuns(model, surroundings));
  if (reason === undefined) return { accelerator: 'kvm', notices: [] };
  if (request === 'kvm') throw new Fault('boot/kvm', `KVM cannot be used: ${reason.message}`, { hint: reason.hint });
  const message = `the machine is emulated, which takes several times as long: ${reason.message}`;
  return { accelerator: 'tcg', notices: [{ code: 'boot/emulated', message, hint: reason.hint }] };
}

function whyNotOpened(model: MachineModel): Reason | undefined {
  if (process.arch !== model.host) {
    return { message: `this machine is ${process.arch}`, hint: "use a machine of the disk's architecture" };
  }
  try {
    closeSync(openSync('/dev/kvm', 'r+'));
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EACCES' || code === 'EPERM') {
      return { message: '/dev/kvm may not be opened', hint: 'add yourself to the group kvm, or run as root' };
    }
    const hint = 'turn virtualization on in the firmware, or load the module kvm_intel or kvm_amd';
    return { message: 'there is no /dev/kvm', hint };
  }
}

/** What a guest that ends QEMU by the port of isa-debug-exit leaves: twice the number that it writes, and one. */
const signOfLife = 33;
/** How long one instruction may take. */
const patience = 5000;

/** In a sandbox /dev/kvm may open, and a machine start, of which the processor never does anything. */
async function whyNothingRuns(model: MachineModel, { runner, lease }: Surroundings): Promise<Reason | undefined> {
  const rom = join(lease.folder, 'probe.rom');
  const isPc = model.machine === 'q35';
  if (isPc) writeFileSync(rom, probeRom());
  const bare = ['-nodefaults', '-no-user-config', '-display', 'none', '-machine', model.machine, '-accel', 'kvm'];
  const guest = isPc ? ['-bios', rom, '-device', 'isa-debug-exit,iobase=0xf4,iosize=4'] : ['-S', '-qmp', 'stdio'];
  const result = await runner.run([model.program, ...bare, '-cpu', 'host', '-m', '64M', ...guest], {
    stdin: '{"execute":"qmp_capabilities"}{"execute":"quit"}',
    env: lease.environment,
    // Where it aborts, its memory goes to a file there.
    cwd: lease.folder,
    diesWithUs: true,
    timeoutMilliseconds: patience,
  });
  // That QEMU is not there, or too old, is told of when it is needed.
  if (result.kind === 'not-found') return undefined;
  if (result.kind === 'exited' && result.code === (isPc ? signOfLife : 0)) return undefined;
  const fault = commandFault(result);
  const said = fault?.quoted.at(-1)?.trim() ?? fault?.message ?? 'it ran nothing';
  const hint = 'nested virtualization may be off: use the machine itself, or another';
  return { message: `/dev/kvm opens, but no guest runs with it (${said})`, hint };
}

/** mov al,10h; out f4h,al; hlt; jmp back: where an x86 processor begins, 16 bytes below the end of the ROM. */
function probeRom(): Uint8Array {
  const rom = new Uint8Array(64 * 1024);
  rom.set([0xb0, 0x10, 0xe6, 0xf4, 0xf4, 0xeb, 0xfd], rom.length - 16);
  return rom;
}
