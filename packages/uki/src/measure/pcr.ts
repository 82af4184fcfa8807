import { createHash } from 'node:crypto';

/** Banks of a TPM for which values are predicted. */
export const pcrBanks = ['sha256', 'sha384'] as const;

export type PcrBank = (typeof pcrBanks)[number];

/** A platform configuration register of one bank: zeros, then what it was extended with (TPM 2.0 library, "TPM2_PCR_Extend"). */
export class Pcr {
  readonly bank: PcrBank;
  private state: Buffer;

  constructor(bank: PcrBank, state?: Uint8Array) {
    this.bank = bank;
    this.state = state === undefined ? Buffer.alloc(createHash(bank).digest().length) : Buffer.from(state);
  }

  /** Measures some bytes. */
  measure(bytes: Uint8Array): void {
    this.extend(createHash(this.bank).update(bytes).digest());
  }

  /** Measures what has this digest. */
  extend(digest: Uint8Array): void {
    this.state = createHash(this.bank).update(this.state).update(digest).digest();
  }

  get hex(): string {
    return this.state.toString('hex');
  }

  copy(): Pcr {
    return new Pcr(this.bank, this.state);
  }
}

export function byBank<T>(value: (bank: PcrBank) => T): Readonly<Record<PcrBank, T>> {
  return { sha256: value('sha256'), sha384: value('sha384') };
}
