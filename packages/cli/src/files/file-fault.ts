import { dirname } from 'node:path';
import { Fault } from '@bootwright/core';

/** What went wrong with a file, as a fault of its own: absent, not permitted, or what the system says. */
export function fileFault(doing: 'read' | 'write', file: string, thrown: unknown): Fault {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const says = thrown instanceof Error ? thrown.message : String(thrown);
  const details = { at: { file }, cause: thrown };
  switch (code) {
    case 'ENOENT':
      return doing === 'read'
        ? new Fault('file/absent', `there is no file ${file}`, {
            ...details,
            hint: 'paths are relative to the working directory; "-" is standard input',
          })
        : new Fault('file/absent', `there is no directory for ${file}`, {
            ...details,
            hint: `make it first with "mkdir -p ${dirname(file)}"`,
          });
    case 'ENOTDIR':
      return new Fault('file/absent', `a part of the path ${file} is no directory`, {
        ...details,
        hint: 'check the path',
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Fault('file/permission', `${file} may not be ${doing === 'read' ? 'read' : 'written'}`, {
        ...details,
        hint: 'check the permissions of the file and of its directories, or run as a user who may',
      });
    case 'EISDIR':
      return new Fault('file/directory', `${file} is a directory`, { ...details, hint: 'name a file' });
    default:
      return new Fault(
        `file/${doing}`,
        `${file} could not be ${doing === 'read' ? 'read' : 'written'}: ${says}`,
        details,
      );
  }
}
