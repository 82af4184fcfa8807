import { type Infer, integer, list, optional, required } from '@bootwright/core/schemas';
import { accountNumber, flag, record, text } from './blueprint-fields.ts';

const name = text({ filled: true, examples: ['alice'] });

/** crypt(3) of libxcrypt takes no phrase of 512 bytes or more, and no longer one could be used to log in. */
const longestPassword = 511;

/** Names of `key` in cloud-init, Ignition, kickstart and other tools. */
const namesOfKeys = {
  authorized_keys: 'key',
  ssh_authorized_keys: 'key',
  ssh_key: 'key',
  ssh_keys: 'key',
  sshauthorizedkeys: 'key',
  sshkey: 'key',
  sshkeys: 'key',
} as const;

const otherNames = {
  ...namesOfKeys,
  gecos: 'description',
  hashed_passwd: 'password',
  homedir: 'home',
  home_dir: 'home',
  password_hash: 'password',
  passwordhash: 'password',
} as const;

export const userSchema = record(
  'a user',
  {
    name: required(name, 'Login name.'),
    description: optional(text(), 'The comment field of the account, as a rule the full name.'),
    password: optional(text({ mostBytes: longestPassword }), 'Password, plain or already hashed as crypt(5) has it.'),
    key: optional(text({ examples: ['ssh-ed25519 AAAA… alice@example.com'] }), 'SSH public keys, one a line.'),
    home: optional(text({ examples: ['/var/home/alice'] }), 'Home directory.'),
    shell: optional(text({ examples: ['/bin/bash'] }), 'Login shell.'),
    groups: optional(list(text()), 'Further groups that the user belongs to.'),
    uid: optional(accountNumber(), 'User number.'),
    gid: optional(accountNumber(), 'Number of the primary group.'),
    expiredate: optional(integer(), 'Day on which the account ends, in days since 1970-01-01.'),
    force_password_reset: optional(flag(), 'Ask for a new password at the first login.'),
  },
  { otherNames },
);

export const groupSchema = record('a group', {
  name: required(name, 'Name of the group.'),
  gid: optional(accountNumber(), 'Number of the group.'),
});

export const sshKeySchema = record(
  'an SSH key',
  {
    user: required(name, 'The user that the key lets in.'),
    key: required(text(), 'SSH public key.'),
  },
  { otherNames: { ...namesOfKeys, name: 'user', username: 'user' } },
);

/** One entry of `customizations.user`. */
export type UserCustomization = Infer<typeof userSchema>;

/** One entry of `customizations.group`. */
export type GroupCustomization = Infer<typeof groupSchema>;
