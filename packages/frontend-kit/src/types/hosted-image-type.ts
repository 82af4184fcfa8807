/** Names of the hosted service, and the image types of builders. Those that are not here are made of packages alone. */
const builderNames: ReadonlyMap<string, string> = new Map([
  ['ami', 'ami'],
  ['aws', 'ami'],
  ['azure', 'vhd'],
  ['bootable-container-iso', 'bootc-generic-iso'],
  ['gcp', 'gce'],
  ['guest-image', 'qcow2'],
  ['oci', 'oci'],
  ['pxe-tar-xz', 'pxe-tar-xz'],
  ['vhd', 'vhd'],
  ['vsphere', 'vmdk'],
  ['vsphere-ova', 'ova'],
]);

/** The image type that the hosted service calls so; `undefined` for one that is not made of bootc containers. */
export function imageTypeOfHosted(name: string): string | undefined {
  return builderNames.get(name);
}
