/**
 * The path of the device in a line: from the unit's name (systemd.unit(5), "String escaping"), or from the description
 * after ` - `, because consoles shorten long names with an ellipsis. Absent where both are shortened.
 */
export function deviceIn(line: string): string | undefined {
  const described = /(?: - |…|\s)(\/dev\/[^\s…]+?)\.{0,3}$/.exec(line)?.[1];
  if (described !== undefined) return described;
  const unit = /\b(dev-[^\s/…]+)\.device\b/.exec(line)?.[1];
  return unit === undefined ? undefined : pathOfUnit(unit);
}

/** `/dev/gpt-auto-root` of `dev-gpt\x2dauto\x2droot`. */
function pathOfUnit(name: string): string {
  return `/${name.replaceAll('-', '/')}`.replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
