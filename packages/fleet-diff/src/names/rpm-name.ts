/** A package as the name of its file gives it. */
export interface PackageName {
  readonly name: string;
  /** `[EPOCH:]VERSION-RELEASE`. */
  readonly version: string;
  readonly architecture: string;
}

/**
 * The package of an RPM's URL or path, `…/NAME-VERSION-RELEASE.ARCH.rpm`; absent for another file. Source: RPM's file
 * names, of which neither version nor release contain a dash.
 */
export function packageName(location: string): PackageName | undefined {
  const file = unescaped(location.slice(location.lastIndexOf('/') + 1).replace(/[?#].*$/s, ''));
  const [, full, version, architecture] = (file.includes(':') ? withEpoch.exec(file) : null) ?? plain.exec(file) ?? [];
  if (full === undefined || version === undefined || architecture === undefined) return undefined;
  // Some repositories put the checksum of the file in front of its name.
  return { name: full.replace(/^[0-9a-f]{64}-(?=.)/, ''), version, architecture };
}

const plain = /^(.+)-([^-]+-[^-]+)\.([^.-]+)\.rpm$/s;
/** With `EPOCH:`, which no name has. */
const withEpoch = /^(.+?)-(\d+:[^-]+-.+)\.([^.-]+)\.rpm$/s;

/** A name with an invalid escape is one as it is written. */
function unescaped(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
