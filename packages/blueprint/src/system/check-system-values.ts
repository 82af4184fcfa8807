import { type DocumentPath, inside, type Location, type Notice } from '@bootwright/core';
import type { Customizations } from '../format/customizations.ts';
import type { FirewallCustomization, ServicesCustomization } from '../format/system-customization.ts';

/** A value that no program accepts, or that contradicts another one. */
interface Finding {
  readonly path: DocumentPath;
  readonly message: string;
  readonly hint: string;
}

/**
 * A notice for each host name, time zone, locale, service and port that is malformed, given twice or contradictory. `at`
 * is the place of the customizations.
 */
export function checkSystemValues(customizations: Customizations, at: Location): readonly Notice[] {
  const { services = {}, firewall = {} } = customizations;
  const found = [...nameFindings(customizations), ...serviceFindings(services), ...firewallFindings(firewall)];
  return found.map(({ path, message, hint }) => ({
    code: 'blueprint/system-value',
    message,
    at: inside(at, ...path),
    hint,
  }));
}

/** Forms of values; the programs are those of systemd. */
const forms = {
  // hostname(7): labels of letters, digits and dashes, 64 characters in all.
  hostname: /^(?=.{1,64}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i,
  timezone: /^[A-Za-z\d_+-]+(?:\/[A-Za-z\d_+-]+){0,2}$/,
  // locale(7): language, territory, codeset, modifier.
  language: /^(?:C|POSIX|[a-z]{2,3}(?:_[A-Z]{2,3})?)(?:\.[\w-]+)?(?:@[\w=;-]+)?$/,
  keyboard: /^[\w.()+-]+$/,
  port: /^(?:(\d{1,5})(?:-(\d{1,5}))?|[a-z][a-z\d-]*):(?:tcp|udp|sctp|dccp)$/,
};

function nameFindings({ hostname, timezone, locale }: Customizations): readonly Finding[] {
  return [
    ...malformed(['hostname'], hostname, forms.hostname, 'a host name', 'host1.example.com'),
    ...malformed(['timezone', 'timezone'], timezone?.timezone, forms.timezone, 'a time zone', 'Europe/Prague'),
    ...(locale?.languages ?? []).flatMap((language, index) =>
      malformed(['locale', 'languages', index], language, forms.language, 'a locale', 'en_US.UTF-8'),
    ),
    ...malformed(['locale', 'keyboard'], locale?.keyboard, forms.keyboard, 'a keyboard layout', 'us'),
  ];
}

function malformed(path: DocumentPath, value: string | undefined, form: RegExp, what: string, example: string) {
  if (value === undefined || form.test(value)) return [];
  const finding: Finding = {
    path,
    message: `${JSON.stringify(value)} is not ${what}`,
    hint: `write it as in ${example}`,
  };
  return [finding];
}

function serviceFindings({ enabled = [], disabled = [], masked = [] }: ServicesCustomization): readonly Finding[] {
  return [
    ...repeated(['services', 'enabled'], enabled, 'the service'),
    ...repeated(['services', 'disabled'], disabled, 'the service'),
    ...repeated(['services', 'masked'], masked, 'the service'),
    ...contradicting(['services', 'disabled'], disabled, enabled, 'is enabled as well'),
    ...contradicting(
      ['services', 'masked'],
      masked,
      enabled,
      'is enabled as well, and a masked unit cannot be enabled',
    ),
  ];
}

function firewallFindings({ ports = [], services = {} }: FirewallCustomization): readonly Finding[] {
  const { enabled = [], disabled = [] } = services;
  return [
    ...ports.flatMap((port, index) => portFinding(['firewall', 'ports', index], port)),
    ...repeated(['firewall', 'ports'], ports, 'the port'),
    ...contradicting(['firewall', 'services', 'disabled'], disabled, enabled, 'is enabled as well'),
  ];
}

const hintOfPort = 'write PORT:PROTOCOL, such as 22:tcp or 6000-6010:udp';

function portFinding(path: DocumentPath, port: string): readonly Finding[] {
  const found = forms.port.exec(port);
  if (found === null) return [{ path, message: `${JSON.stringify(port)} is not a port`, hint: hintOfPort }];
  const [first, last] = [Number(found[1] ?? 1), Number(found[2] ?? found[1] ?? 1)];
  if (first >= 1 && first <= last && last <= 65535) return [];
  return [
    { path, message: `the ports of ${JSON.stringify(port)} are not from 1 to 65535, in order`, hint: hintOfPort },
  ];
}

function repeated(path: DocumentPath, values: readonly string[], what: string): readonly Finding[] {
  const first = new Map<string, number>();
  return values.flatMap((value, index) => {
    const name = unitName(value);
    if (!first.has(name)) first.set(name, index);
    if (first.get(name) === index) return [];
    return [
      { path: [...path, index], message: `${what} ${JSON.stringify(value)} is given twice`, hint: 'give it once' },
    ];
  });
}

function contradicting(path: DocumentPath, values: readonly string[], others: readonly string[], why: string) {
  const names = new Set(others.map(unitName));
  return values.flatMap((value, index): readonly Finding[] =>
    names.has(unitName(value))
      ? [{ path: [...path, index], message: `the service ${JSON.stringify(value)} ${why}`, hint: 'keep one of them' }]
      : [],
  );
}

/** A name without its ending is that of a service (systemctl(1)). */
function unitName(name: string): string {
  return name.replace(/\.service$/, '');
}
