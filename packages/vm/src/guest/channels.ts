/** Ports of virtio-serial by which the guest answers: /dev/virtio-ports/NAME. */
export const reportChannel = 'org.bootwright.report';
export const journalChannel = 'org.bootwright.journal';
