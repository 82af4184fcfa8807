/** The contents and boot images of an ISO by the stages of a manifest. Paths are those of the medium, without a leading slash. */
export interface IsoRecipe {
  readonly directories: readonly string[];
  /** Files of the container's root, and where the medium has them. */
  readonly kernel: readonly { readonly from: string; readonly to: string }[];
  readonly root: { readonly file: string; readonly exclude: readonly string[]; readonly compression: string };
  readonly menu: BootMenu;
  /** The image that BIOS firmware starts, and where its GRUB looks for its menu. */
  readonly bios: { readonly image: string; readonly prefix: string };
  /** The FAT image that UEFI firmware starts; its size is in bytes. */
  readonly efi: { readonly image: string; readonly size: number; readonly volumeId: string };
  readonly image: {
    readonly volumeId: string;
    readonly systemId: string;
    readonly level: number;
    readonly catalog: string;
    readonly hybridMbr: string;
  };
}

/** What both menus of GRUB say. */
export interface BootMenu {
  readonly label: string;
  readonly timeout: number;
  readonly entries: readonly { readonly name: string; readonly linux: string; readonly initrd: string }[];
}
