/** A section of a PE file as tests write it. */
export interface WrittenSection {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What its header says instead of the content's length: bytes in memory, and bytes in the file. */
  readonly virtualSize?: number;
  readonly rawSize?: number;
  /** Where it is loaded; behind those before by default. */
  readonly address?: number;
  /** Where its bytes are in the file, whose own follow those before by default. */
  readonly offset?: number;
}
/** What a PE file says to firmware; by default what firmware needs. */
export interface WrittenHeader {
  /** SizeOfHeaders: bytes of the file that are loaded in front of the sections; all headers by default. */
  readonly headerSize?: number;
  /** SizeOfImage: by default up to the end of the last section. */
  readonly imageSize?: number;
  /** SizeOfOptionalHeader; 240 by default. */
  readonly optionalSize?: number;
  /** By default 10, an EFI application. */
  readonly subsystem?: number;
  /** By default x86_64. */
  readonly machine?: number;
  /** NumberOfRvaAndSizes; 16 by default. */
  readonly directories?: number;
  /** The data directory of base relocations. */
  readonly relocations?: {
    readonly address: number;
    readonly size: number;
  };
}
/** A table of base relocations: of pages, the offsets in each at which a pointer is. */
export declare function relocationTable(pages: Readonly<Record<number, readonly number[]>>): Uint8Array;
/** The bytes of a PE file with sections and, if given, attribute certificates; enough for whoever looks for either. */
export declare function portableExecutable(
  sections: Readonly<Record<string, string | Uint8Array>>,
  certificates?: Uint8Array,
): Uint8Array;
/** As `portableExecutable`, of sections in this order, whose names may come again. */
export declare function peFile(
  sections: readonly WrittenSection[],
  certificates?: Uint8Array,
  header?: WrittenHeader,
): Uint8Array;
/** A program that names itself in `.sbat`, as boot loaders do. */
export declare function bootLoader(component: string, more?: readonly WrittenSection[]): Uint8Array;
/** GRUB's section of modules, with items of a kind and a content. */
export declare function grubModules(items: readonly (readonly [kind: number, content: string])[]): WrittenSection;
//# sourceMappingURL=portable-executable.d.ts.map
