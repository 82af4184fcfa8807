/** Where a text came from. It is a `Location` that names the whole document. */
export interface TextOrigin {
  /** What the text is: `blueprint`, `disk.yaml`, `os-release`, … */
  readonly document: string;
  /** The file that it was read from, as the user named it. */
  readonly file?: string;
}
