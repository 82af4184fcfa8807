/** Compressed data that is not what its format allows. Whoever unpacks makes a `Fault` of it that names the file. */
export class Damage extends Error {
  override readonly name = 'Damage';
  /** Whether the data may be sound, and asks for what is not read here. */
  readonly isUnsupported: boolean;

  constructor(what: string, isUnsupported = false) {
    super(what);
    this.isUnsupported = isUnsupported;
  }
}

export function damage(what: string): never {
  throw new Damage(what);
}
