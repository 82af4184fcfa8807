/** The first and the last line of a guest's report. */
export const reportBegin = 'bootwright-report begin';
export const reportEnd = 'bootwright-report end';

/** The text between these lines; absent while the last line is missing. */
export function framedReport(bytes: Uint8Array): string | undefined {
  const text = `\n${new TextDecoder().decode(bytes).replaceAll('\r\n', '\n')}`;
  const begin = text.lastIndexOf(`\n${reportBegin}\n`);
  const end = begin === -1 ? -1 : text.indexOf(`\n${reportEnd}\n`, begin);
  return end === -1 ? undefined : text.slice(begin + reportBegin.length + 2, end + 1);
}
