/** Random in each process, so that nobody can craft an image whose names all collide. */
const seed = Math.floor(Math.random() * 0x7fffffff);

/** FNV-1a over the parent's number and the name, stirred at the end (as MurmurHash3 does). */
export function hashOf(parent: number, name: Uint8Array): number {
  let hash = Math.imul(seed ^ parent, 0x01000193);
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ (name[index] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
