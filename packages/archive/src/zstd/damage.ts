/** Compressed data that is not what its format allows. Whoever unpacks makes a `Fault` of it that names the file. */
export class Damage extends Error {
  override readonly name = 'Damage';
}

export function damage(what: string): never {
  throw new Damage(what);
}
