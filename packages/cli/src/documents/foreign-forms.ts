/** A part of the JSON that commands print whose keys or layout are not ours. */
export interface ForeignForm {
  /** As a row of the documentation names it. */
  readonly what: string;
  readonly reason: string;
  /** The paths below which keys may have any form, joined with dots; such as `manifest` of `batch --manifests`. */
  readonly paths?: RegExp;
  /** Command lines whose whole output it is. */
  readonly command?: RegExp;
  /** Whether its indentation and its end are not ours either. */
  readonly layout?: true;
}

/** What `--json` and other forms for machines print as a format of others has it. */
export const foreignForms: readonly ForeignForm[] = [
  {
    what: '`manifest`, and `manifest` in the results of `batch --manifests`',
    reason: 'the document that osbuild reads; `batch` prints each on one line',
    command: /^manifest /,
    paths: /^manifest\./,
  },
  {
    what: '`inspect --format bootc` and `install-configuration`',
    reason:
      'the bytes of `bootc container inspect --json` and `bootc install print-configuration`, without a final line feed',
    command: /^inspect .*--format (?:bootc|install-configuration)/,
    layout: true,
  },
  {
    what: '`bootc.install_configuration` of `inspect --json`',
    reason: 'the keys of the install configuration in `/usr/lib/bootc/install`',
    paths: /^bootc\.install_configuration\./,
  },
  {
    what: '`image.labels` of `inspect --json`',
    reason: 'the labels of the image, as its author wrote them',
    paths: /^image\.labels\./,
  },
  {
    what: '`schema`',
    reason: 'JSON Schema, with the keys of the described document',
    command: /^schema /,
  },
  {
    what: 'values of a manifest in `diff --json`',
    reason: 'parts of the document that osbuild reads',
    paths: /\.changes\.\d+\.(?:before|after)\.value\./,
  },
];
