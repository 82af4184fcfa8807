import type { Notice } from '@bootwright/core';
import { compareVersions, defined } from '@bootwright/core';
import type { FoundBootcVersion } from './bootc-version.ts';

interface KnownIssue {
  /** The first and the last version that has it. */
  readonly from: string;
  readonly to: string;
  /** Continues "bootc 1.2.3 …". */
  readonly what: string;
  readonly hint: string;
  /** Whether only containers with a unified kernel are concerned. */
  readonly sealedOnly: boolean;
  /** Where it was reported. */
  readonly source: string;
}

/** Releases of bootc that images cannot be made with, or that break machines later. Newest last. */
const knownIssues: readonly KnownIssue[] = [
  {
    from: '1.11.0',
    to: '1.11.0',
    what: 'fails in installers: `bootc switch --mutate-in-place` says "System not booted via bootc", and what is installed follows the wrong image',
    hint: 'take another bootc into the container for ISO images; disk images are not concerned',
    sealedOnly: false,
    source: 'https://github.com/osbuild/image-builder-cli/issues/410',
  },
  {
    from: '1.12.0',
    to: '1.12.0',
    what: 'cannot install to a disk with a separate /boot: it stops with "Found entry in boot: efi"',
    hint: 'take bootc 1.12.1 or later into the container',
    sealedOnly: false,
    source: 'https://github.com/bootc-dev/bootc/issues/1907',
  },
  {
    from: '1.16.4',
    // The newest that was looked at; until machines can be asked for both formats, every later one has it.
    to: '1.16.9',
    what: 'counts composefs digests in another format than 1.16.3 and before: machines that an older one installed reject the update, since "the UKI has the wrong composefs= parameter"',
    hint: 'new installations are not concerned; for machines installed before, seal with bootc 1.16.3 or set the format in the meta.json of their composefs repository, as the issue tells',
    sealedOnly: true,
    source: 'https://github.com/bootc-dev/bootc/issues/2334',
  },
  {
    from: '1.16.11',
    to: '1.16.11',
    what: 'cannot install where the host runs no SELinux: it stops in security_get_initial_context_raw()',
    hint: 'take another bootc into the container',
    sealedOnly: false,
    source: 'https://github.com/coreos/fedora-coreos-tracker/issues/2219',
  },
];

/** What is known against a version of bootc. */
export function knownIssueNotices(
  { version, file }: Pick<FoundBootcVersion, 'version' | 'file'>,
  sealed: boolean,
): readonly Notice[] {
  if (version === undefined) return [];
  return knownIssues
    .filter(({ from, to }) => compareVersions(version, from) >= 0 && compareVersions(version, to) <= 0)
    .filter(({ sealedOnly }) => sealed || !sealedOnly)
    .map(({ what, hint, source }) => ({
      code: 'inspect/bootc-version',
      message: `the container's bootc ${version} ${what} (${source})`,
      at: { document: 'container', ...defined({ file }) },
      hint,
    }));
}
