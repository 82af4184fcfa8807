import { Fault } from '@bootwright/core';

/** The system's name of an error, such as `ENOENT`; empty for others. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What went wrong with a file or folder: absent, not permitted, or what the system says. */
export function fileFault(doing: 'read' | 'written' | 'removed', file: string, cause: unknown): Fault {
  const code = codeOf(cause);
  const at = { file };
  if (code === 'ENOENT') {
    return new Fault('file/absent', `there is no ${file}`, { at, cause, hint: 'name a folder that is there' });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const hint = 'check the permissions of the file and of its folders, or run as a user who may';
    return new Fault('file/permission', `${file} may not be ${doing}`, { at, cause, hint });
  }
  const says = cause instanceof Error ? cause.message : String(cause);
  return new Fault(`file/${doing === 'read' ? 'read' : 'write'}`, `${file} could not be ${doing}: ${says}`, {
    at,
    cause,
  });
}

/** Another update holds the lock `file`; `holder` is what it wrote there. */
export function lockedFault(file: string, holder: string | undefined): Fault {
  const [host = 'unknown', pid = 'unknown'] = holder?.trim().split(' ') ?? [];
  return new Fault('golden/locked', `another update is at work (process ${pid} on ${host})`, {
    at: { file },
    hint: `wait for it; if there is no such process any more, remove ${file}`,
  });
}
