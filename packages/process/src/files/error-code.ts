/** The system's name of an error, such as `ENOENT`; empty for others. */
export function errorCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}
