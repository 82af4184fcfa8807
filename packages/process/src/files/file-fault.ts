import { dirname } from 'node:path';
import { Fault } from '@bootwright/core';
import { errorCode } from './error-code.ts';

const pastTense = { read: 'read', write: 'written', remove: 'removed' } as const;

/**
 * What went wrong with a file, as a fault of its own: `file/absent`, `file/permission`, `file/directory`, `file/link`,
 * `file/special`, `file/descriptor`, `file/too-long`, `file/changed`, or `file/read`, `file/write`, `file/remove` with what the system says.
 * A fault stays as it is.
 */
export function fileFault(doing: keyof typeof pastTense, file: string, thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const says = thrown instanceof Error ? thrown.message : String(thrown);
  const details = { at: { file }, cause: thrown };
  const fault = (code: string, message: string, hint: string) => new Fault(code, message, { ...details, hint });
  switch (errorCode(thrown)) {
    case 'ENOENT':
      return doing === 'write'
        ? fault('file/absent', `there is no directory for ${file}`, `make it first with "mkdir -p ${dirname(file)}"`)
        : fault('file/absent', `no such file or directory: ${file}`, absentHint(file));
    case 'ENOTDIR':
    // Of a folder that was to be made.
    case 'EEXIST':
      return fault('file/absent', `a part of the path ${file} is not a directory`, 'check the path');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return fault(
        'file/permission',
        `${file} may not be ${pastTense[doing]}`,
        'check the permissions of the file and of its directories, or run as a user who may',
      );
    case 'EMSGSIZE':
      return fault('file/too-long', `${file} has more than is read here: ${says}`, 'is it the right file?');
    case 'EISDIR':
      return fault('file/directory', `${file} is a directory`, 'name a file');
    case 'ELOOP':
      return fault(
        'file/link',
        `${file} is a symbolic link, or its path leads through one`,
        'replace the link by what it points to: links in a folder of others are not followed',
      );
    case 'ENXIO':
      return fault('file/special', `${file} is not a regular file`, 'remove it');
    case 'EBADF':
      return fault(
        'file/descriptor',
        `${file} is not a descriptor that this command was given for writing`,
        'open it in the shell, as in "7>FILE", or name a file',
      );
    case 'ESTALE':
      return fault(
        'file/changed',
        `${file} was replaced while it was in use`,
        'use a folder that nobody else writes to',
      );
    default:
      return new Fault(`file/${doing}`, `${file} could not be ${pastTense[doing]}: ${says}`, details);
  }
}

/** What `work` returns. What it throws becomes a fault about the file, as by `fileFault`. */
export function orFileFault<T>(doing: keyof typeof pastTense, file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fileFault(doing, file, error);
  }
}

/** Shells leave a tilde as it is in quotes and after a colon, and then it is the name of a folder. */
function absentHint(file: string): string {
  if (/(?:^|\/)~/.test(file))
    return 'write the path in full: a shell expands "~" only at the start of a word without quotes';
  return file.startsWith('/') ? 'check the path' : 'check the path, which is relative to the working directory';
}
