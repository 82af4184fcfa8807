/** Boot loaders that bootc knows (`bootloader` of its install configuration). */
export const bootcBootloaders = ['grub', 'grub-cc', 'systemd', 'none'] as const;

/** Those that osbuild's stage org.osbuild.bootc.install-to-filesystem installs. */
export const installableBootloaders = ['grub', 'systemd', 'none'] as const;
