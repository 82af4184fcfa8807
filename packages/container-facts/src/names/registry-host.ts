/** The registry of names without one. */
export const usualRegistry = 'docker.io';
/** `docker.io` answers there (Docker's registry documentation). */
export const dockerHubHost = 'registry-1.docker.io';

/**
 * The registry that a name begins with: what is before its first slash, where that has a dot, a port or capitals, or is
 * localhost (`splitDockerDomain` of distribution's `reference` package). Absent where the name does not have one.
 */
export function registryOf(name: string): string | undefined {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  return /[.:A-Z[]/.test(first) || first === 'localhost' ? first : undefined;
}

const otherNamesOfDockerHub = ['index.docker.io', dockerHubHost];
const port = /:([0-9]{1,5})$/;

/**
 * The one form of a host with or without a port in which hosts are compared: in lower case, addresses as the network
 * takes them, ports without leading zeros. Text that is not a host is left as it is.
 */
export function comparableHost(text: string): string {
  const lower = text.toLowerCase();
  const digits = port.exec(lower)?.[1];
  const host = digits === undefined ? lower : lower.slice(0, -digits.length - 1);
  const known = otherNamesOfDockerHub.includes(host) ? usualRegistry : host;
  return `${networkForm(known) ?? known}${digits === undefined ? '' : `:${Number(digits)}`}`;
}

/**
 * A host as the network takes it: `127.1`, `0x7f.1` and `2130706433` are `127.0.0.1` (WHATWG URL). `undefined` for what is not a host.
 */
export function networkForm(host: string): string | undefined {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`https://${host}/`)) return undefined;
  const url = new URL(`https://${host}/`);
  return url.port === '' && url.pathname === '/' ? url.hostname : undefined;
}

/** Whether a port as it is written is one. */
export function isPort(digits: string): boolean {
  return /^[1-9][0-9]*$/.test(digits) && Number(digits) <= 65_535;
}
