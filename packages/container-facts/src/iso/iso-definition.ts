/** What a container's iso.yaml says. */
export interface IsoDefinition {
  readonly label?: string;
  readonly kernelArguments?: readonly string[];
  readonly grub2?: {
    /** The index of the entry that is booted. */
    readonly default?: number;
    /** Seconds. */
    readonly timeout?: number;
    readonly entries?: readonly { readonly name: string; readonly linux: string; readonly initrd: string }[];
  };
}
