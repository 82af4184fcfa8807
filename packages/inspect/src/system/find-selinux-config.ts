import type { Notice } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { contentOf, locateIn } from '@bootwright/file-tree';
import { fileContexts, selinuxDirectory, selinuxFile } from '../inspected-files.ts';
import { encodingNotices } from './encoding-notices.ts';
import type { ParsedSelinuxConfig } from './selinux-config.ts';
import { parseSelinuxConfig } from './selinux-config.ts';

/** The policy that the container names, and whether it has it. Faults: a file that cannot be read. */
export function findSelinuxConfig(tree: Tree): ParsedSelinuxConfig {
  const found = locateIn(tree, selinuxFile);
  if (found.kind === 'rejected') throw found.fault;
  if (found.kind === 'absent') return { notices: [] };
  if (found.entry.kind === 'directory') return { notices: [directoryNotice] };
  const bytes = contentOf(found.entry, selinuxFile);
  const origin = { document: 'selinux', file: selinuxFile };
  const config = parseSelinuxConfig(new TextDecoder().decode(bytes), origin);
  const doubts = [...encodingNotices(bytes, selinuxFile), ...absentPolicy(tree, config.policy)];
  return { ...config, notices: [...config.notices, ...doubts] };
}

/** The reference reads nothing of it and goes on without a policy. */
const directoryNotice: Notice = {
  code: 'selinux/not-a-file',
  message: `/${selinuxFile} is a directory, so that no policy is known`,
  at: { document: 'selinux', file: selinuxFile },
  hint: 'put the file there, or remove the directory',
};

/** Without the policy osbuild's stage org.osbuild.selinux fails, and so does bootc as it installs. */
function absentPolicy(tree: Tree, policy: string | undefined): readonly Notice[] {
  // Beyond one directory nothing was looked for.
  if (policy === undefined || policy.includes('/')) return [];
  const contexts = `${selinuxDirectory}/${policy}/${fileContexts}`;
  if (locateIn(tree, contexts).kind !== 'absent') return [];
  const notice: Notice = {
    code: 'selinux/no-policy',
    message: `/${selinuxFile} names a policy that the container does not have: there is no /${contexts.slice(0, 200)}`,
    at: { document: 'selinux', file: selinuxFile },
    hint: `install the policy as you build the container, or remove /${selinuxFile}`,
  };
  return [notice];
}
