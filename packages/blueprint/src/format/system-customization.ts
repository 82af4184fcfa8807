import { filled, flag, integer, list, optional, record, text } from '../shape.ts';

export interface TimezoneCustomization {
  readonly timezone?: string;
  readonly ntpservers?: readonly string[];
}

export interface LocaleCustomization {
  readonly languages?: readonly string[];
  readonly keyboard?: string;
}

export interface FirewallCustomization {
  readonly ports?: readonly string[];
  readonly services?: FirewallServicesCustomization;
  readonly zones?: readonly FirewallZoneCustomization[];
}

export interface FirewallServicesCustomization {
  readonly enabled?: readonly string[];
  readonly disabled?: readonly string[];
}

export interface FirewallZoneCustomization {
  readonly name?: string;
  readonly sources?: readonly string[];
}

export interface ServicesCustomization {
  readonly enabled?: readonly string[];
  readonly disabled?: readonly string[];
  readonly masked?: readonly string[];
}

/** `customizations.sshd`. */
export interface SshdCustomization {
  readonly password_authentication?: boolean;
  /** In seconds. */
  readonly client_alive_interval?: number;
  readonly permit_root_login?: string;
  readonly kbd_interactive_authentication?: boolean;
}

const texts = list(text());

export const timezoneShape = record<TimezoneCustomization>('the time zone', {
  timezone: optional(text({ examples: ['Europe/Prague'] }), 'Name of the time zone.'),
  ntpservers: optional(texts, 'Time servers.'),
});

export const localeShape = record<LocaleCustomization>('the locale', {
  languages: optional(list(text({ examples: ['en_US.UTF-8'] })), 'Languages; the first is the default.'),
  keyboard: optional(text({ examples: ['us'] }), 'Keyboard layout.'),
});

export const firewallShape = record<FirewallCustomization>('the firewall', {
  ports: optional(list(text({ examples: ['22:tcp'] })), 'Open ports.'),
  services: optional(
    record<FirewallServicesCustomization>('firewall services', {
      enabled: optional(texts, 'Services let through.'),
      disabled: optional(texts, 'Services not let through.'),
    }),
    'Services of firewalld.',
  ),
  zones: optional(
    list(
      record<FirewallZoneCustomization>('a firewall zone', {
        name: optional(text(), 'Name of the zone.'),
        sources: optional(texts, 'Addresses that belong to the zone.'),
      }),
    ),
    'Zones of firewalld.',
  ),
});

export const servicesShape = record<ServicesCustomization>('services', {
  enabled: optional(texts, 'Units to enable.'),
  disabled: optional(texts, 'Units to disable.'),
  masked: optional(texts, 'Units to mask.'),
});

export const sshdShape = record<SshdCustomization>('the SSH server', {
  password_authentication: optional(flag(), 'PasswordAuthentication of sshd_config(5).'),
  client_alive_interval: optional(integer(0), 'ClientAliveInterval, in seconds.'),
  permit_root_login: filled(text({ examples: ['no', 'prohibit-password'] }), 'PermitRootLogin.'),
  kbd_interactive_authentication: optional(flag(), 'KbdInteractiveAuthentication.'),
});
