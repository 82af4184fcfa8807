const fatVolumeId = /^[\dA-F]{4}-?[\dA-F]{4}$/i;

/** The link to a file system of that UUID: udev writes UUIDs in lower case and FAT volume ids as they are. */
export function devicePath(uuid: string): string {
  return `/dev/disk/by-uuid/${fatVolumeId.test(uuid) ? uuid : uuid.toLowerCase()}`;
}
