import { caughtFault, Fault } from '@bootwright/core';
import type { Tree } from '@bootwright/file-tree';
import { readAt } from '@bootwright/file-tree';
import {
  type Signature,
  type Signer,
  systemdBootDirectory,
  type UnifiedKernelInfo,
  unifiedKernelFacts,
} from '@bootwright/uki';
import type { LintFinding } from '../lint-finding.ts';

const keysDirectory = 'usr/lib/bootc/install/secureboot-keys';

/** Where Secure Boot would stop the boot: other signers than one, or none, and keys that nobody enrolls. */
export function signatureFindings(tree: Tree, kernels: readonly UnifiedKernelInfo[]): readonly LintFinding[] {
  const [kernel] = kernels;
  if (kernel === undefined) return [];
  const { file, signature } = kernel;
  const at = { document: 'container', file };
  if (signature.kind === 'none') {
    return [
      {
        code: 'sealed/unsigned',
        level: 'warning',
        message: `the unified kernel image /${file} is not signed: firmware with Secure Boot rejects it, and without Secure Boot anybody can change the digest in it`,
        at,
        hint: 'sign it with sbsign or `ukify --secureboot-private-key`',
      },
    ];
  }
  const hasKeys = [...tree.entries.keys()].some(
    (path) => path === keysDirectory || path.startsWith(`${keysDirectory}/`),
  );
  return [
    ...otherSigner(tree, kernel),
    ...(hasKeys
      ? []
      : [
          {
            code: 'sealed/no-secure-boot-keys',
            level: 'note' as const,
            message: `the unified kernel image /${file} is signed, and the container has no keys in /${keysDirectory}: each machine needs the keys enrolled in another way`,
            at,
            hint: 'put PK.auth, KEK.auth and db.auth there, which bootc lets systemd-boot enroll',
          },
        ]),
  ];
}

function otherSigner(tree: Tree, { file, signature }: UnifiedKernelInfo): readonly LintFinding[] {
  const own = signersOf(signature);
  return bootLoaders(tree).flatMap(({ path, signature: other }): readonly LintFinding[] => {
    const names = signersOf(other);
    if (own.length === 0 || keysOf(other).some((key) => keysOf(signature).includes(key))) return [];
    const isSameName = names.some((name) => own.includes(name));
    const unsigned = other.kind === 'unreadable' ? `not an EFI program that can be read (${other.why})` : 'not signed';
    const signed = names.length === 0 ? unsigned : `signed by ${names.join(', ')}`;
    return [
      {
        code: 'sealed/other-signer',
        level: 'warning',
        message: `the boot loader /${path} is ${signed}, and the unified kernel image /${file} is signed by ${own.join(', ')}${isSameName ? ', with another certificate of that name' : ''}: Secure Boot needs both keys`,
        at: { document: 'container', file: path },
        hint: 'sign both with the same key, or enroll both keys',
      },
    ];
  });
}

function signersOf(signature: Signature): readonly string[] {
  return signersIn(signature).map(({ subject, issuer, serial }) => subject ?? `${issuer ?? ''} ${serial ?? ''}`);
}

/** Certificates by serial number, issuer and owner: anybody can make another one of the same name. */
function keysOf(signature: Signature): readonly string[] {
  return signersIn(signature).map(({ subject, issuer, serial }) => [serial, issuer, subject].join('\n'));
}

const signersIn = (signature: Signature): readonly Signer[] => (signature.kind === 'signed' ? signature.signers : []);

/** systemd-boot, signed where there is such a file: bootctl takes that one (bootctl(1)). */
function bootLoaders(tree: Tree): readonly { readonly path: string; readonly signature: Signature }[] {
  const pattern = new RegExp(`^${systemdBootDirectory}/systemd-boot[^/]*\\.efi(?:\\.signed)?$`);
  const paths = [...tree.entries.keys()].filter((path) => pattern.test(path)).sort();
  const known = new Set(paths);
  const used = paths.filter((path) => !known.has(`${path}.signed`));
  return used.flatMap((path) => {
    const entry = tree.entries.get(path);
    if (entry?.kind !== 'file') return [];
    const facts = caughtFault(() => unifiedKernelFacts((offset, length) => readAt(entry, offset, length)));
    return [{ path, signature: facts instanceof Fault ? { kind: 'unreadable', why: facts.message } : facts.signature }];
  });
}
