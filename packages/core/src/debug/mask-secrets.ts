/** The replacement of a credential. */
export const mask = '***';

/** Words of which one in a name says that its value is a credential; compared without case, dashes and underscores. */
const secretName =
  /pass(?:word|wd|phrase)?|secret|token|credential|creds|auth(?!file|ors?\b|s\b)|signature|cookie|session|api_?key|private_?key|access_?key|^sig$|^pw$|^pat$/i;

/** Query parameters and form fields of the distribution API and its token services that carry no credential. */
const plainParameters: readonly string[] = [
  ...['service', 'scope', 'client_id', 'grant_type', 'offline_token', 'access_type'],
  ...['n', 'last', 'digest', 'mount', 'from', 'ns', 'artifactType'],
];

/** Headers whose values are written; every other value is masked. */
const plainHeaders: readonly string[] = [
  ...['accept', 'accept-encoding', 'accept-ranges', 'content-encoding', 'content-length', 'content-range'],
  ...['content-type', 'date', 'docker-content-digest', 'docker-distribution-api-version', 'etag', 'host'],
  ...['location', 'range', 'retry-after', 'server', 'transfer-encoding', 'user-agent'],
];

/** Options of podman, skopeo, Docker and curl that are followed by a credential, or by something that may be one. */
const secretOptions: readonly string[] = ['-p', '-u', '--user', '--username', '-H', '--header', '--build-arg'];
/** Options that name where a credential is, not the credential. */
const plainOptions: readonly string[] = ['--authfile', '--password-stdin', '--tokenfile'];
const variableOptions: readonly string[] = ['-e', '--env'];

/** A URL without user, password and the values of its parameters, but for those that are known to be harmless. */
export function maskUrl(url: string): string {
  return url
    .replace(/^([a-z][\w+.-]*:\/\/)[^/?#]*@/i, `$1${mask}@`)
    .replace(/([?&;])([^=&;#\s]*)=([^&;#\s]*)/g, (whole, before: string, name: string) =>
      plainParameters.includes(name) ? whole : `${before}${name}=${mask}`,
    )
    .replace(/([?&])[^=&;#\s]+(?=[&;#\s]|$)/g, `$1${mask}`)
    .replace(/#.*$/, `#${mask}`);
}

/** Headers as `name: value`, in their order; credentials, and whatever is not known to be harmless, are masked. */
export function maskHeaders(headers: Readonly<Record<string, string | readonly string[] | undefined>>): string {
  return Object.entries(headers)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${headerValue(name, String(value))}`]))
    .join(', ');
}

function headerValue(name: string, value: string): string {
  const known = name.toLowerCase();
  if (known === 'location') return maskUrl(value);
  return plainHeaders.includes(known) ? value : mask;
}

/** A form's fields as `name=value`; values that are not known to be harmless are masked. */
export function maskForm(form: Iterable<readonly [string, string]>): string {
  return [...form].map(([name, value]) => `${name}=${plainParameters.includes(name) ? value : mask}`).join('&');
}

/** The words of a command, without passwords, tokens, values of variables, and credentials in URLs. */
export function maskArguments(words: readonly string[]): readonly string[] {
  return words.map((word, index) => {
    const before = words[index - 1] ?? '';
    if (isSecretOption(before)) return mask;
    if (variableOptions.includes(before)) return maskVariable(word);
    const [option = '', ...value] = word.split('=');
    if (value.length === 0 || !option.startsWith('-')) return maskText(word);
    if (isSecretOption(option)) return `${option}=${mask}`;
    return variableOptions.includes(option) ? `${option}=${maskVariable(value.join('='))}` : maskText(word);
  });
}

function isSecretOption(option: string): boolean {
  if (!option.startsWith('-') || option.includes('=') || plainOptions.includes(option)) return false;
  return secretOptions.includes(option) || (option.startsWith('--') && secretName.test(option));
}

/** `NAME=VALUE`; a name alone takes its value from elsewhere. */
function maskVariable(word: string): string {
  const end = word.indexOf('=');
  return end === -1 ? word : `${word.slice(0, end)}=${mask}`;
}

const jsonMember = /("(?:[^"\\]|\\.){0,200}")(\s*:\s*)("(?:[^"\\]|\\.)*"?|\[[^\]]*\]?|\{[^{}]*\}?|[^\s,{}[\]]+)/g;
/** A variable of an environment in a list of JSON. */
const jsonVariable = /("[\w.-]{1,100})(=)(?:[^"\\]|\\.)*/g;
/** JSON in a string of JSON, as in a label of an image. */
const nestedMember = /(\\+"[^"\\]{0,200}\\+")(\s*:\s*)(\\+"[^"\\]*)/g;
const assignment = /\b([\w.-]{1,100})('?\s?[=:]\s?)(?!\/\/)("[^"\n]*"?|'[^'\n]*'?|[^\s"',;&]+)/g;
const urls = /\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s"'<>]+/gi;
/** Schemes of `Authorization`. */
const schemes = /\b(?:Basic|Bearer|Negotiate|Digest)\s+[\w+/.~=-]{6,}/gi;
/** JSON web tokens, hashes of crypt(5), the password of a kickstart file's root, and private keys in PEM form. */
const credentials =
  /\brootpw\s[^\n]*|\beyJ[\w-]+(?:\.[\w-]+)*|\$[0-9a-z]{1,10}\$[\w./$=,+-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;

/** More of a text is not looked at, and not returned. */
const longest = 16 * 1024;

/** A text that another program wrote, without what looks like a credential: by its name, its form, or its place in a URL. */
export function maskText(text: string): string {
  const masked = (whole: string, name: string, between: string) =>
    secretName.test(name) ? `${name}${between}${mask}` : whole;
  return text
    .slice(0, longest)
    .replace(schemes, mask)
    .replace(credentials, mask)
    .replace(urls, maskUrl)
    .replace(/(^|[\s=,/])[^\s/@:=,]+:[^\s/@]+@(?=[\w.[-])/g, `$1${mask}@`)
    .replace(jsonMember, masked)
    .replace(nestedMember, masked)
    .replace(jsonVariable, masked)
    .replace(assignment, masked);
}
