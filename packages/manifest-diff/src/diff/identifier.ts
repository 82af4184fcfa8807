const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** A FAT volume id, where udev and fstab name it. */
const volumeId = /(by-uuid\/|\bUUID=)[0-9A-F]{4}-[0-9A-F]{4}\b/g;
const identifierKeys: ReadonlySet<unknown> = new Set(['uuid', 'volid', 'partuuid', 'machine-id', 'fsid']);
/** A UUID, a FAT volume id with or without its dash, the id of a DOS table, or a machine id. A label is not one of them. */
const identifier =
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?:0x)?[0-9a-f]{8}|[0-9a-f]{4}-[0-9a-f]{4}|[0-9a-f]{32})$/i;

/** Whether both texts are identifiers of one role, or differ in UUIDs and volume ids alone. */
export function sameButIdentifier(key: string | number | undefined, before: unknown, after: unknown): boolean {
  if (typeof before !== 'string' || typeof after !== 'string') return false;
  if (identifierKeys.has(key)) return identifier.test(before) && identifier.test(after);
  // A partition's or file's type is what it is for, though it may be written as a UUID.
  if (key === 'type') return false;
  const plain = withoutIdentifiers(before);
  return plain !== before && plain === withoutIdentifiers(after);
}

function withoutIdentifiers(text: string): string {
  return text.includes('-') ? text.replace(uuid, '<uuid>').replace(volumeId, '$1<volume id>') : text;
}
