import { Fault } from '@bootwright/core';

export interface UefiVariable {
  readonly name: string;
  /** The GUID of the vendor, as text. */
  readonly guid: string;
  /** Attribute bits of the UEFI specification, 8.2. */
  readonly attributes: number;
  /** The time of its signature, for a variable with time-based authentication. */
  readonly signed?: Date;
  readonly data: Uint8Array;
}

/**
 * Layout of the variable store of OVMF and other builds of EDK II: a firmware volume header (PI specification, volume 3,
 * 3.2.1), the header of the store, then the variables in sequence (MdeModulePkg, VariableFormat.h). All numbers are
 * little-endian.
 */
const volumeSignature = Buffer.from('_FVH');
const authenticatedStore = 'aaf32c78-947b-439a-a180-2e144ec37792';
const storeHeaderSize = 28;
const variableHeaderSize = 60;
const variableMark = 0x55aa;
/** VAR_ADDED: the variable is complete and valid. */
const added = 0x3f;

/**
 * Appends variables to a store. Fault: `boot/variable-store` where the template is not a store of authenticated
 * variables, or has no room.
 */
export function withVariables(template: Uint8Array, variables: readonly UefiVariable[]): Uint8Array {
  // A copy with its own memory: the slice of a Buffer shares it.
  const store = new Uint8Array(template);
  const view = new DataView(store.buffer);
  const { begin, end } = storeBounds(view);
  let at = firstFree(view, begin, end);
  for (const variable of variables) {
    const record = encodeVariable(variable);
    if (at + record.length > end) throw storeFault('has no room for the keys');
    store.set(record, at);
    at = aligned(at + record.length);
  }
  return store;
}

/** Offsets of the begin and the end of the variables. */
function storeBounds(view: DataView): { readonly begin: number; readonly end: number } {
  if (view.byteLength < 256 || !begins(view, 40, volumeSignature)) throw storeFault('is not of EDK II');
  const header = view.getUint16(48, true);
  if (header + storeHeaderSize > view.byteLength || !begins(view, header, encodeGuid(authenticatedStore))) {
    throw storeFault('does not support signed variables');
  }
  const size = view.getUint32(header + 16, true);
  if (header + size > view.byteLength) throw storeFault('is shorter than its header says');
  return { begin: header + storeHeaderSize, end: header + size };
}

/** Offset of the end of the last variable; memory that was never written is all ones. */
function firstFree(view: DataView, begin: number, end: number): number {
  let at = begin;
  while (at + variableHeaderSize <= end && view.getUint16(at, true) === variableMark) {
    at = aligned(at + variableHeaderSize + view.getUint32(at + 36, true) + view.getUint32(at + 40, true));
  }
  return at;
}

function encodeVariable({ name, guid, attributes, signed, data }: UefiVariable): Uint8Array {
  const nameBytes = Buffer.from(`${name}\0`, 'utf16le');
  const record = new Uint8Array(variableHeaderSize + nameBytes.length + data.length);
  const view = new DataView(record.buffer);
  view.setUint16(0, variableMark, true);
  view.setUint8(2, added);
  view.setUint32(4, attributes, true);
  if (signed !== undefined) encodeTime(view, 16, signed);
  view.setUint32(36, nameBytes.length, true);
  view.setUint32(40, data.length, true);
  record.set(encodeGuid(guid), 44);
  record.set(nameBytes, variableHeaderSize);
  record.set(data, variableHeaderSize + nameBytes.length);
  return record;
}

/** EFI_TIME of the UEFI specification, 8.3, in UTC. */
function encodeTime(view: DataView, at: number, time: Date): void {
  view.setUint16(at, time.getUTCFullYear(), true);
  view.setUint8(at + 2, time.getUTCMonth() + 1);
  view.setUint8(at + 3, time.getUTCDate());
  view.setUint8(at + 4, time.getUTCHours());
  view.setUint8(at + 5, time.getUTCMinutes());
  view.setUint8(at + 6, time.getUTCSeconds());
}

/** The bytes of a GUID; its first three groups are little-endian. */
export function encodeGuid(guid: string): Uint8Array {
  const hex = Buffer.from(guid.replaceAll('-', ''), 'hex');
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Uint8Array.from(order, (index) => hex[index] ?? 0);
}

const aligned = (at: number) => Math.ceil(at / 4) * 4;

const begins = (view: DataView, at: number, expected: Uint8Array): boolean =>
  Buffer.from(view.buffer, view.byteOffset + at, expected.length).equals(expected);

function storeFault(message: string): Fault {
  return new Fault('boot/variable-store', `the variable store of the firmware ${message}`, {
    hint: 'use the empty template of the firmware package, such as OVMF_VARS_4M.fd',
  });
}
