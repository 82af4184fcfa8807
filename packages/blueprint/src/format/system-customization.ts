import { filled, type Infer, integer, list, optional } from '@bootwright/core/schemas';
import { flag, record, text } from './blueprint-fields.ts';

const texts = list(text());

export const timezoneSchema = record('the time zone', {
  timezone: optional(text({ examples: ['Europe/Prague'] }), 'Name of the time zone.'),
  ntpservers: optional(texts, 'Time servers.'),
});

export const localeSchema = record('the locale', {
  languages: optional(list(text({ examples: ['en_US.UTF-8'] })), 'Languages; the first is the default.'),
  keyboard: optional(text({ examples: ['us'] }), 'Keyboard layout.'),
});

export const firewallSchema = record('the firewall', {
  ports: optional(list(text({ examples: ['22:tcp'] })), 'Open ports.'),
  services: optional(
    record('firewall services', {
      enabled: optional(texts, 'Services let through.'),
      disabled: optional(texts, 'Services not let through.'),
    }),
    'Services of firewalld.',
  ),
  zones: optional(
    list(
      record('a firewall zone', {
        name: optional(text(), 'Name of the zone.'),
        sources: optional(texts, 'Addresses that belong to the zone.'),
      }),
    ),
    'Zones of firewalld.',
  ),
});

export const servicesSchema = record('services', {
  enabled: optional(texts, 'Units to enable.'),
  disabled: optional(texts, 'Units to disable.'),
  masked: optional(texts, 'Units to mask.'),
});

export const sshdSchema = record('the SSH server', {
  password_authentication: optional(flag(), 'PasswordAuthentication of sshd_config(5).'),
  client_alive_interval: optional(integer(0), 'ClientAliveInterval, in seconds.'),
  permit_root_login: filled(text({ examples: ['no', 'prohibit-password'] }), 'PermitRootLogin.'),
  kbd_interactive_authentication: optional(flag(), 'KbdInteractiveAuthentication.'),
});

export type FirewallCustomization = Infer<typeof firewallSchema>;
export type ServicesCustomization = Infer<typeof servicesSchema>;
