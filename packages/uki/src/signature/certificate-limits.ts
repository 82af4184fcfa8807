import type { X509Certificate } from 'node:crypto';
import { defined, Fault } from '@bootwright/core';
import { type DerValue, derChildren, derTag, firstDerValue, hexOf } from '../der/der.ts';

/** What limits a chain of certificates (RFC 5280, section 4.2). */
export interface CertificateLimits {
  /** How many CA certificates may be between it and the signer's; absent: any number. */
  readonly pathLength?: number;
  /** Whether it has an extension that has to be understood and is not, or constrains names, so that no chain leads over it. */
  readonly isClosed: boolean;
}

/** Content of the DER of 2.5.29.N. */
const basicConstraints = '551d13';
const nameConstraints = '551d1e';
/** Key usages, names, policies and key identifiers, which OpenSSL understands and which do not matter to firmware. */
const understood = ['551d0f', '551d25', '551d11', '551d20', '551d0e', '551d23', basicConstraints];
const boolean = 0x01;
const octets = 0x04;

/** Fault: `der/broken`. */
export function certificateLimits({ raw }: X509Certificate): CertificateLimits {
  const [signed] = derChildren(firstDerValue(raw), derTag.sequence);
  const wrapped = derChildren(signed, derTag.sequence).find(({ tag }) => tag === derTag.context(3));
  if (wrapped === undefined) return { isClosed: false };
  const [list] = derChildren(wrapped, derTag.context(3));
  const extensions = derChildren(list, derTag.sequence).map((one) => derChildren(one, derTag.sequence));
  const isClosed = extensions.some(([oid, critical]) => {
    const name = oid === undefined ? '' : hexOf(oid.content);
    return name === nameConstraints || (critical?.tag === boolean && !understood.includes(name));
  });
  const constraints = extensions.find(([oid]) => oid !== undefined && hexOf(oid.content) === basicConstraints);
  const pathLength = constraints === undefined ? undefined : pathLengthIn(constraints.at(-1));
  return { isClosed, ...defined({ pathLength }) };
}

/** BasicConstraints: whether it is of a CA, and the length of the path. */
function pathLengthIn(value: DerValue | undefined): number | undefined {
  if (value?.tag !== octets) throw broken('an extension of a certificate has another form');
  const length = derChildren(firstDerValue(value.content), derTag.sequence).find(({ tag }) => tag === derTag.integer);
  if (length === undefined) return undefined;
  const [byte = 0, ...more] = length.content;
  if (byte >= 0x80) throw broken('the path length of a certificate is negative');
  return more.length > 0 ? Number.MAX_SAFE_INTEGER : byte;
}

function broken(why: string): Fault {
  return new Fault('der/broken', why, { hint: 'make the certificate again' });
}
