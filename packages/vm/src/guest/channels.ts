/** Virtio-serial ports to which the guest writes: /dev/virtio-ports/NAME. */
export const reportChannel = 'org.bootwright.report';
export const journalChannel = 'org.bootwright.journal';
