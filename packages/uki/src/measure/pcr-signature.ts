import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { defined, Fault, listOf, objectOf, parsedJson, textOf } from '@bootwright/core';
import { isVerified } from '../signature/signing-keys.ts';
import { type BootPhase, bootPhases, type PhaseValues } from './boot-phases.ts';
import { type PcrBank, pcrBanks } from './pcr.ts';

/** A signed policy of `.pcrsig`: a TPM opens what is bound to the key where its PCRs lead to the policy. */
export interface PcrSignature {
  readonly bank: PcrBank;
  readonly pcrs: readonly number[];
  /** SHA-256 of the public key, in hexadecimal. */
  readonly fingerprint: string;
  /** The policy that is signed, in hexadecimal. */
  readonly policy: string;
  readonly signature: Uint8Array;
}

/** A signed policy, compared with what an image leads to. */
export interface CheckedPcrSignature extends Pick<PcrSignature, 'bank' | 'pcrs' | 'policy'> {
  /** The phase at whose value of PCR 11 the policy holds; absent where the image does not lead to it. */
  readonly phase?: BootPhase;
  /** Whether the image's public key (`.pcrpkey`) made the signature, and the image leads to the policy. */
  readonly valid: boolean;
  /** Why it is not valid; it continues a sentence about the signature. */
  readonly why?: string;
}

/** Of one section. */
const mostSignatures = 1024;
/** Of RSA keys that TPMs take at most (TPM 2.0 library, part 2, "TPMS_RSA_PARMS"); others cost seconds to verify with. */
const [longestModulus, largestExponent] = [4096, 0xffffffffn];

/**
 * The signed policies of a section `.pcrsig`, for the banks that are predicted here (systemd-measure(1)). Fault:
 * `uki/pcr-signature` for other content, and for more than 1,024 policies.
 */
export function parsePcrSignatures(text: string): readonly PcrSignature[] {
  const document = parsedJson(text);
  if (document === undefined) throw broken('the PCR signatures (.pcrsig) are not valid JSON');
  const entries = pcrBanks.flatMap((bank) => listOf(objectOf(document)[bank]).map((entry) => ({ bank, entry })));
  if (entries.length > mostSignatures) throw broken(`there are more than ${mostSignatures} PCR signatures`);
  return entries.map(({ bank, entry }) => {
    const { pcrs, pkfp, pol, sig } = objectOf(entry);
    const [fingerprint, policy, signature] = [pkfp, pol, sig].map(textOf);
    const numbers = listOf(pcrs).filter((pcr) => typeof pcr === 'number');
    const hasRegisters = numbers.length > 0 && numbers.length === listOf(pcrs).length;
    if (fingerprint === undefined || policy === undefined || signature === undefined || !hasRegisters) {
      throw broken('a PCR signature (.pcrsig) lacks "pcrs", "pkfp", "pol" or "sig"');
    }
    return { bank, pcrs: numbers, fingerprint, policy, signature: new Uint8Array(Buffer.from(signature, 'base64')) };
  });
}

/** What signed policies are compared with. */
export interface Prediction {
  readonly pcr11: PhaseValues;
  /** `.pcrpkey`: PEM. */
  readonly publicKey?: string;
}

/** Whether each signature is one of the image's key, and its policy one that the image leads to. */
export function checkPcrSignatures(
  signatures: readonly PcrSignature[],
  { pcr11, publicKey }: Prediction,
): readonly CheckedPcrSignature[] {
  const key = publicKey === undefined ? undefined : keyOf(publicKey);
  const policies = pcrBanks.flatMap((bank) =>
    bootPhases.map((path) => ({ bank, path, policy: pcrPolicy(bank, Buffer.from(pcr11[bank][path], 'hex')) })),
  );
  return signatures.map((signature) => {
    const { bank, pcrs, policy } = signature;
    const phase = policies.find((one) => one.bank === bank && one.policy === policy)?.path;
    const why = objection(signature, { phase, key });
    return { bank, pcrs, policy, ...defined({ phase }), valid: why === undefined, ...defined({ why }) };
  });
}

function objection(
  { bank, pcrs, fingerprint, policy, signature }: PcrSignature,
  { phase, key }: { readonly phase: BootPhase | undefined; readonly key: KeyObject | undefined },
): string | undefined {
  if (pcrs.length !== 1 || pcrs[0] !== 11) return 'it is for other registers than PCR 11 alone';
  if (phase === undefined) return 'the image leads to no phase with its policy';
  if (key === undefined) return 'the image has no public key (.pcrpkey) that could verify it';
  if (!isTakenByTpm(key)) return 'the public key of the image (.pcrpkey) is larger than those that TPMs take';
  if (fingerprint !== fingerprintOf(key)) return 'it names another public key than that of the image (.pcrpkey)';
  // systemd-measure signs with the hash of the bank, the TPM's own policies are of SHA-256.
  const isMade = [bank, 'sha256'].some((hash) => isVerified(hash, Buffer.from(policy, 'hex'), { key, signature }));
  return isMade ? undefined : 'it was not made with the key of the image (.pcrpkey)';
}

function isTakenByTpm({ asymmetricKeyDetails: { modulusLength = 0, publicExponent = 0n } = {} }: KeyObject): boolean {
  return modulusLength <= longestModulus && publicExponent <= largestExponent;
}

/** systemd names an RSA key by its PKCS #1 form, others by their public point (OpenSSL, `i2d_PublicKey`). */
function fingerprintOf(key: KeyObject): string {
  const bytes =
    key.asymmetricKeyType === 'rsa'
      ? key.export({ type: 'pkcs1', format: 'der' })
      : key.export({ type: 'spki', format: 'der' }).subarray(-65);
  return createHash('sha256').update(bytes).digest('hex');
}

function keyOf(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

/** TPM_ALG_ID of the banks, and TPM_CC_PolicyPCR (TPM 2.0 library, part 2). */
const algorithms: Readonly<Record<PcrBank, number>> = { sha256: 0x0b, sha384: 0x0c };
const policyPcr = 0x17f;

/** The policy of SHA-256, in hexadecimal, that PCR 11 of a bank has a value (TPM 2.0 library, "TPM2_PolicyPCR"). */
export function pcrPolicy(bank: PcrBank, value: Uint8Array): string {
  const selection = Buffer.from('000000010000030008' + '00', 'hex');
  selection.writeUInt16BE(algorithms[bank], 4);
  const command = Buffer.alloc(4);
  command.writeUInt32BE(policyPcr);
  return createHash('sha256')
    .update(Buffer.alloc(32))
    .update(command)
    .update(selection)
    .update(createHash('sha256').update(value).digest())
    .digest('hex');
}

function broken(message: string): Fault {
  return new Fault('uki/pcr-signature', message, { hint: 'build the image again, such as with ukify' });
}
