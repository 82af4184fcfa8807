import { expect, test } from 'vitest';
import { keyProblem } from './ssh-key.ts';

const ed25519 = 'AAAAC3NzaC1lZDI1NTE5AAAAIHxbXLOYfkqbjcrdDpwSgDjMuuGg8nTyBDVDYfJOCGdL';

test.each([
  ['a key', `ssh-ed25519 ${ed25519}`],
  ['a key with comment', `ssh-ed25519 ${ed25519} admin@example.com`],
  [
    'keys, one a line, with comments between them',
    `# mine\nssh-ed25519 ${ed25519}\n\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB\n`,
  ],
  ['a key whose comment names its type', `ssh-ed25519 ${ed25519} my ssh-ed25519 key-of-home`],
  ['a key with options', `from="192.0.2.0/24",command="ssh-add -l" ssh-ed25519 ${ed25519}`],
  ['a key of a token', `sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAA x`],
  ['a key of a curve', 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB'],
  ['a certificate', 'ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAx x'],
  ['nothing', ''],
])('%s has no problem', (_, text) => {
  expect(keyProblem(text)).toBeUndefined();
});

test.each([
  ['two keys on one line', `ssh-ed25519 ${ed25519} ssh-ed25519 ${ed25519}`, /a second key on one line/],
  ['two keys with a comma', `ssh-ed25519 ${ed25519},ssh-ed25519 ${ed25519}`, /not base64/],
  ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----', /private key/],
  ['a private key of another format', '-----BEGIN RSA PRIVATE KEY-----\n', /private key/],
  ['a key of RFC 4716', '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n', /RFC 4716/],
  ['a key without its type', ed25519, /it needs a type/],
  ['a fingerprint', 'SHA256:abc', /it needs a type/],
  ['a type alone', 'ssh-ed25519', /it needs a type/],
  ['another type', `ssh-rsa ${ed25519}`, /of another type/],
  ['a placeholder', 'ssh-rsa <key>', /not base64/],
  ['a key of DSA', 'ssh-dss AAAAB3NzaC1kc3MAAACB', /ssh-dss/],
  ['a second line that is not a key', `ssh-ed25519 ${ed25519}\nhello`, /"hello" is not a public key/],
])('%s is not accepted by sshd', (_, text, message) => {
  expect(keyProblem(text)?.message).toMatch(message);
});
