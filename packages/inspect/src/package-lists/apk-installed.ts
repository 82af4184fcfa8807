/** The version of an installed package in apk's list, without the revision (apk-tools, "Installed DB"). */
export function versionInApkList(text: string, name: string): string | undefined {
  const stanza = text.split('\n\n').find((part) => part.split('\n').includes(`P:${name}`));
  const line = stanza?.split('\n').find((field) => field.startsWith('V:'));
  return line?.slice(2).replace(/-r\d+$/, '');
}
