import { accountNotices, hashedPasswords, unreadFiles } from '@bootwright/blueprint';
import type { PlanContext } from '@bootwright/build-request';
import { inside } from '@bootwright/core';
import { noteAccountClashes } from '../accounts/note-account-clashes.ts';
import { noteAccountNumbers } from '../accounts/note-account-numbers.ts';
import { noteHomes } from '../accounts/note-homes.ts';
import { noteLogins } from '../accounts/note-logins.ts';
import { noteUnknownNames } from '../accounts/note-unknown-names.ts';
import { userAccounts } from '../accounts/user-accounts.ts';
import { kernelArguments } from '../boot/kernel-arguments.ts';
import type { DeploymentEdit } from '../edits/deployment-edit.ts';
import { grubConsoleEdit } from '../edits/grub-console-edit.ts';
import { ignitionEdit } from '../edits/ignition-edit.ts';
import { mountsEdit } from '../edits/mounts-edit.ts';
import { directoryEdits, fileEdits } from '../edits/node-edits.ts';
import { noteRefusedEdits } from '../edits/refused-edits.ts';
import { registrationEdit } from '../edits/registration-edit.ts';
import type { SealedCustomizations } from '../sealed/sealed-customizations.ts';
import type { CustomizationFacts } from './customization-facts.ts';

/** How the customizations of the system reach the image. */
export interface CustomizationPlan {
  /** For `bootc install`; an element may hold several. */
  readonly kernelArguments: readonly string[];
  /** In the order in which they are made. */
  readonly edits: readonly DeploymentEdit[];
  /** The policy by which changed files are labelled again. */
  readonly relabel?: string;
  /** What a sealed image gets instead. */
  readonly sealed?: SealedCustomizations;
}

/** Customizations that the boot plan rejects become notices. The fault `request/proxy` for a malformed proxy. */
export function customizationPlan(facts: CustomizationFacts, context: PlanContext): CustomizationPlan {
  const { selinuxPolicy } = facts;
  const { deploymentEdits: channel } = facts.boot.channels;
  const edits = channel.allowed ? deploymentEdits(facts, context) : [];
  if (!channel.allowed) noteRefusedEdits(facts, channel, context);
  return {
    kernelArguments: kernelArguments(facts, context),
    edits,
    ...(selinuxPolicy === undefined || edits.length === 0 ? {} : { relabel: selinuxPolicy }),
  };
}

/** The edits in the reference's order: users, groups and directories come before the files that need them. */
function deploymentEdits(facts: CustomizationFacts, context: PlanContext): readonly DeploymentEdit[] {
  const { customizations, at, imageType, options, seed } = facts;
  const { group = [], directories = [], files = [], ignition, bootloader } = customizations;
  context.noteAll(accountNotices(customizations, at, facts.accounts?.users));
  noteHomes(customizations, facts, context);
  noteLogins(customizations, facts, context);
  noteAccountClashes(customizations, facts, context);
  noteAccountNumbers(customizations, facts, context);
  if (facts.accounts !== undefined) noteUnknownNames(customizations, { accounts: facts.accounts, at }, context);
  context.noteAll(unreadFiles(files, at));
  const edits: DeploymentEdit[] = [...mountsEdit(facts, context)];
  if (group.length > 0) edits.push({ kind: 'groups', groups: group });
  const users = hashedPasswords(userAccounts(customizations, facts, context), seed, inside(at, 'user'));
  if (users.length > 0) edits.push({ kind: 'users', users });
  if (imageType.kind === 'network-boot') edits.push({ kind: 'live-root' });
  if (options.subscription !== undefined) edits.push(registrationEdit(options.subscription));
  if (directories.length > 0) edits.push({ kind: 'directories', directories: directoryEdits(directories) });
  if (files.length > 0) edits.push({ kind: 'files', files: fileEdits(files) });
  return [...edits, ...ignitionEdit(ignition), ...grubConsoleEdit(bootloader)];
}
