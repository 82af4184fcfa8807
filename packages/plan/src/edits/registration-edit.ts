import type { Subscription } from '@bootwright/build-request';
import { Fault, inside, type Location } from '@bootwright/core';
import type { DirectoryEdit, FileEdit, RegistrationEdit } from './deployment-edit.ts';

// Facts of the commands and files: osbuild/image-builder, pkg/manifest/subscription.go.

/** Where a request asks for it. */
export const subscriptionAt: Location = { document: 'request', path: ['options', 'subscription'] };

const environmentFile = '/etc/osbuild-subscription-register.env';
const manager = '/usr/sbin/subscription-manager';

/** A service that registers the machine at its first boot: with rhc, or with subscription-manager. */
export function registrationEdit(subscription: Subscription): RegistrationEdit {
  const { organization, activationKey, rhc, insights } = subscription;
  const key: FileEdit = { path: environmentFile, text: `ORG_ID=${organization}\nACTIVATION_KEY=${activationKey}` };
  const atEachBoot = rhc || insights;
  return {
    kind: 'registration',
    service: {
      filename: 'osbuild-subscription-register.service',
      description: 'First-boot service for registering with Red Hat subscription manager and/or insights',
      environmentFile,
      commands: [
        ...configuration(subscription),
        ...(rhc ? withRhc(subscription) : withManager(subscription)),
        ...contentSets(subscription),
        `/usr/bin/rm ${quote(environmentFile)}`,
      ],
    },
    directories: atEachBoot ? [insightsDirectory] : [],
    files: atEachBoot ? [key, insightsDropIn] : [key],
  };
}

function configuration({ serverUrl, proxy }: Subscription): readonly string[] {
  const config = (setting: string, value: string): string => `${manager} config --server.${setting} ${quote(value)}`;
  const commands: string[] = [];
  if (serverUrl !== '') commands.push(config('hostname', serverUrl));
  if (proxy !== '') {
    const { scheme, host, port } = parseProxy(proxy);
    commands.push(config('proxy_scheme', scheme), config('proxy_hostname', host));
    if (port !== '') commands.push(config('proxy_port', port));
  }
  return commands;
}

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the shell of the booted machine expands these
function withRhc(subscription: Subscription): readonly string[] {
  const { templateUuid, templateName } = subscription;
  const connect = '/usr/bin/rhc connect --organization="${ORG_ID}" --activation-key="${ACTIVATION_KEY}"';
  if (templateUuid !== '') return [connect, ...joinTemplate(subscription)];
  return [templateName === '' ? connect : `${connect} --content-template=${quote(templateName)}`];
}

function withManager(subscription: Subscription): readonly string[] {
  const { baseUrl, insights, templateUuid } = subscription;
  const register = `${manager} register --org="\${ORG_ID}" --activationkey="\${ACTIVATION_KEY}" --baseurl ${quote(baseUrl)}`;
  if (!insights) return [register];
  return [register, '/usr/bin/insights-client --register', ...(templateUuid === '' ? [] : joinTemplate(subscription))];
}
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the shell of the booted machine expands these

/** Adds the registered machine to a content template. */
function joinTemplate({ patchUrl, templateUuid, proxy }: Subscription): readonly string[] {
  const certificate = '--cert /etc/pki/consumer/cert.pem --key /etc/pki/consumer/key.pem';
  const address = quote(`${patchUrl.replace(/\/$/, '')}/templates/${templateUuid}/subscribed-systems`);
  const through = proxy === '' ? '' : ` --proxy ${quote(proxy)}`;
  return [`curl -v --retry 5 ${certificate} -X PATCH ${address}${through}`, `${manager} refresh`];
}

function contentSets({ contentSets }: Subscription): readonly string[] {
  if (contentSets.length === 0) return [];
  return [`${manager} repos${contentSets.map((set) => ` --enable=${quote(set)}`).join('')}`];
}

const insightsDirectory: DirectoryEdit = {
  path: '/etc/systemd/system/insights-client-boot.service.d',
  parents: true,
};

/** Insights reports the deployment at each boot: after an upgrade it would otherwise show the one before. */
const insightsDropIn: FileEdit = {
  path: `${insightsDirectory.path}/override.conf`,
  text: `[Unit]
Requisite=greenboot-healthcheck.service
After=network-online.target greenboot-healthcheck.service osbuild-first-boot.service osbuild-subscription-register.service
ConditionPathExists=
[Service]
ExecStartPre=
[Install]
WantedBy=multi-user.target
`,
};

/** What Go's net/url takes in a host, but for brackets and colons outside of their places. */
const hostSign = `[\\w.~!$&'()*+,;=<>"\\u0080-\\u{10ffff}-]`;
const proxyForm = new RegExp(
  [
    '^([a-z][a-z\\d+.-]*)://',
    "(?:(?:[\\w.~!$&'()*+,;=:@-]|%[\\da-f]{2})*@)?",
    `(\\[[\\da-f:.]+\\]|${hostSign}+)(?::(\\d*))?`,
    '(?:[/?#](?:[^%\\u0000-\\u001f\\u007f]|%[\\da-f]{2})*)?$',
  ].join(''),
  'iu',
);

/** `[SCHEME://][USER@]HOST[:PORT][/…]`; the scheme is http by default. */
function parseProxy(proxy: string) {
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  const [, scheme, host, port = ''] = proxyForm.exec(address) ?? [];
  if (scheme === undefined || host === undefined) {
    throw new Fault('request/proxy', `invalid address of a proxy: ${JSON.stringify(proxy)}`, {
      at: inside(subscriptionAt, 'proxy'),
      hint: 'give it as http://HOST:PORT',
    });
  }
  return { scheme: scheme.toLowerCase(), host: host.replace(/^\[|\]$/g, ''), port };
}

/** One word of a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}
