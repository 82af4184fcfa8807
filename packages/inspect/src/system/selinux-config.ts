import { type Notice, type TextOrigin, trimmedWhiteSpace } from '@bootwright/core';
import { linesOf } from '@bootwright/file-tree';

export interface ParsedSelinuxConfig {
  /** Absent where the file names none, or cannot be understood. */
  readonly policy?: string;
  readonly notices: readonly Notice[];
}

/**
 * The policy that /etc/selinux/config names: the last SELINUXTYPE, literally, for libselinux knows no quotes. A line
 * without "=" makes the whole file count for nothing, as in the reference (image-builder, `osinfo.go`).
 */
export function parseSelinuxConfig(text: string, origin: TextOrigin): ParsedSelinuxConfig {
  let policy = '';
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    const content = trimmedWhiteSpace(line);
    if (content === '' || content.startsWith('#')) continue;
    const equals = content.indexOf('=');
    if (equals < 0) {
      const notice: Notice = {
        code: 'selinux/not-an-assignment',
        message:
          'the line is not an assignment (NAME=value), so that the file counts for nothing and no policy is known',
        at: { ...origin, line: number },
        hint: 'fix the line, or begin it with #',
      };
      return { notices: [notice] };
    }
    const isPolicy = trimmedWhiteSpace(content.slice(0, equals)) === 'SELINUXTYPE';
    if (isPolicy) policy = trimmedWhiteSpace(content.slice(equals + 1));
  }
  if (policy === '') return { notices: [] };
  if (!/^["']/.test(policy)) return { policy, notices: [] };
  const notice: Notice = {
    code: 'selinux/quotes',
    message: `the quotes are part of the policy's name ${policy}`,
    at: origin,
    hint: 'write SELINUXTYPE without quotes',
  };
  return { policy, notices: [notice] };
}
