/** Words for menus. What an image is, is the `summary` of its type. */
export interface ImageTypeLabel {
  /** The place where people use the image. */
  readonly label: string;
  /** What the image is for: one sentence. */
  readonly purpose: string;
}

/** By the name of the image type. */
export const imageTypeLabels: ReadonlyMap<string, ImageTypeLabel> = new Map(
  Object.entries({
    raw: { label: 'Raw disk', purpose: 'Write it to a disk or a USB stick, or attach it to any hypervisor.' },
    ami: { label: 'Amazon EC2', purpose: 'Import it as a snapshot, and register that as an AMI.' },
    qcow2: { label: 'QEMU and KVM', purpose: 'Boot it with libvirt, virt-manager, OpenStack or podman machine.' },
    vmdk: { label: 'VMware disk', purpose: 'Attach it to a machine of VMware vSphere, Workstation or Fusion.' },
    vhd: { label: 'Azure and Hyper-V', purpose: 'Upload it to Azure as a page blob, or attach it to Hyper-V.' },
    gce: { label: 'Google Cloud', purpose: 'Upload it to a bucket, and create an image of Compute Engine from it.' },
    ova: { label: 'VMware appliance', purpose: 'Deploy it with vSphere as a template with its hardware.' },
    oci: { label: 'Oracle Cloud', purpose: 'Upload it to Object Storage, and import it as a custom image.' },
    'bootc-installer': {
      label: 'Installer from a container',
      purpose: 'Boot it from a USB stick to install another container with Anaconda.',
    },
    'bootc-generic-iso': {
      label: 'Live ISO',
      purpose: 'Boot the container itself from a medium, without installing it.',
    },
    'anaconda-iso': {
      label: 'Installer from packages',
      purpose: 'Boot it from a USB stick to install the container with the Anaconda of its distribution.',
    },
    'pxe-tar-xz': {
      label: 'Network boot',
      purpose: 'Unpack it on a TFTP or HTTP server, from which machines boot without a disk.',
    },
  }),
);
