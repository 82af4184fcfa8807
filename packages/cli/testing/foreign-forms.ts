/** A part of the JSON output whose keys or layout another format defines. */
export interface ForeignForm {
  /** Its name in the documentation. */
  readonly what: string;
  readonly reason: string;
  /** Paths below which keys may have any form, joined with dots, such as `manifest` of `batch --manifests`. */
  readonly paths?: RegExp;
  /** Command lines for whose whole output it is true. */
  readonly command?: RegExp;
  /** Whether indentation and final line feed differ too. */
  readonly layout?: true;
}

/** Parts of `--json` and other machine-readable output that follow another format. */
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
    what: 'boot phases in `uki measure --json`',
    reason: 'paths of phases as `systemd-measure` names them',
    paths: /^(?:profiles\.\d+\.)?pcr11\.sha\d+\./,
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
  {
    what: '`check --format sarif` and `lint --format sarif`',
    reason: 'SARIF 2.1.0, as services for code scanning read it',
    command: /^(?:check|lint) .*--format sarif/,
  },
];
