/** The one directory in which bootc looks for unified kernels (bootc, `kernel.rs`). */
export const unifiedKernelDirectory = 'boot/EFI/Linux';

/** Where systemd-stub looks for addons of any image, and boot loaders for entries; on a machine both are on the ESP. */
export const loaderDirectory = 'boot/loader';
export const addonDirectory = `${loaderDirectory}/addons`;
export const entriesDirectory = `${loaderDirectory}/entries`;

/** What systemd-stub reads of the ESP next to addons. */
export const companionDirectories = ['credentials', 'extensions'].map((name) => `${loaderDirectory}/${name}`);

/** Each kernel with its modules has a directory there. */
export const modulesDirectory = 'usr/lib/modules';

/** The directories of which bootupd copies all to that on the ESP (bootupd, `efi.rs`). */
export const espDirectories = ['usr/lib/bootupd/updates/EFI', 'usr/lib/efi/*/*/EFI'] as const;

/** Of which bootupd makes GRUB's configuration (bootupd, `grubconfigs.rs`). */
export const grubDirectory = 'usr/lib/bootupd/grub2-static';

/** Of which bootctl copies systemd-boot to the ESP, also as EFI/BOOT/BOOTX64.EFI and its kind (bootctl(1)). */
export const systemdBootDirectory = 'usr/lib/systemd/boot/efi';

/** What containers have in the place of an ESP: EFI and the mount point efi, whatever their case. */
export const bootEspDirectory = 'boot/efi';
