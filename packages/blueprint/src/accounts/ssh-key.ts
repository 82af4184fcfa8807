/** Why sshd does not accept a key, and what to do. */
export interface KeyProblem {
  readonly message: string;
  readonly hint: string;
}

const hint = 'write the line of the file that ends in .pub, such as ~/.ssh/id_ed25519.pub';

/** What is wrong with the lines of an authorized_keys file (sshd(8)); comments and empty lines are right. */
export function keyProblem(text: string): KeyProblem | undefined {
  if (/-----BEGIN [A-Z\d ]*PRIVATE KEY/.test(text)) {
    return {
      message: 'this is a private key, which every reader of the image then has, and sshd does not accept it',
      hint: 'write the public key, and make another pair: this one is no longer secret',
    };
  }
  if (/---- ?BEGIN SSH2 PUBLIC KEY/.test(text)) {
    return { message: 'sshd does not read keys in the format of RFC 4716', hint: 'convert it with ssh-keygen -i' };
  }
  for (const line of text.split('\n')) {
    const message = /^\s*(?:#|$)/.test(line) ? undefined : lineProblem(line);
    if (message !== undefined) return { message, hint };
  }
  return undefined;
}

/** Types of keys, and how their content begins: with the length and the name of the type (RFC 4253, section 6.6). */
const beginnings: ReadonlyMap<string, string> = new Map([
  ['ssh-ed25519', 'AAAAC3NzaC1lZDI1NTE5'],
  ['ssh-rsa', 'AAAAB3NzaC1yc2'],
  ['ecdsa-sha2-nistp256', 'AAAAE2VjZHNhLXNoYTItbmlzdHAyNT'],
  ['ecdsa-sha2-nistp384', 'AAAAE2VjZHNhLXNoYTItbmlzdHAzOD'],
  ['ecdsa-sha2-nistp521', 'AAAAE2VjZHNhLXNoYTItbmlzdHA1Mj'],
  ['sk-ssh-ed25519@openssh.com', 'AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t'],
  ['sk-ecdsa-sha2-nistp256@openssh.com', 'AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZAb3BlbnNzaC5jb2'],
  // OpenSSH 10 does not have it.
  ['ssh-dss', 'AAAAB3NzaC1kc3'],
]);

/** The type and the content, behind the options that a line may begin with. */
const typedKey = new RegExp(
  `(?:^|\\s)(${[...beginnings.keys()].map((type) => type.replaceAll('.', '\\.')).join('|')})[ \\t]+(\\S+)`,
);

/** Keys that a certificate authority signed. */
const certificate = /(?:^|\s)\S+-cert-v\d+@openssh\.com\s/;

function lineProblem(line: string): string | undefined {
  if (certificate.test(line)) return undefined;
  const found = typedKey.exec(line);
  const [, type = '', content = ''] = found ?? [];
  const rest = line.slice((found?.index ?? 0) + (found?.[0].length ?? 0));
  const beginning = beginnings.get(type);
  if (beginning === undefined) {
    return `${JSON.stringify(line.slice(0, 40))} is not a public key: it needs a type, such as ssh-ed25519, and its content`;
  }
  if (type === 'ssh-dss') return 'OpenSSH 10 and later do not accept keys of the type ssh-dss';
  if (!/^[A-Za-z\d+/]+={0,2}$/.test(content)) return `the content of the ${type} key is not base64`;
  if (typedKey.exec(rest)?.[2]?.startsWith('AAAA') === true)
    return 'a second key on one line is read as a comment, and lets nobody in';
  const isOfType = content.startsWith(beginning) || beginning.startsWith(content);
  return isOfType ? undefined : `the content of the ${type} key is of another type, or damaged`;
}
