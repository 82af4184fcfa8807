import { filled, list, optional, record, text } from '../shape.ts';

export interface FdoCustomization {
  readonly manufacturing_server_url?: string;
  readonly diun_pub_key_insecure?: string;
  readonly diun_pub_key_hash?: string;
  readonly diun_pub_key_root_certs?: string;
  readonly di_mfg_string_type_mac_iface?: string;
}

export interface OpenscapCustomization {
  readonly datastream?: string;
  readonly profile_id?: string;
  readonly tailoring?: { readonly selected?: readonly string[]; readonly unselected?: readonly string[] };
  readonly json_tailoring?: { readonly profile_id?: string; readonly filepath?: string };
  readonly policy_id?: string;
}

export interface CacertsCustomization {
  readonly pem_certs?: readonly string[];
}

export const fdoShape = record<FdoCustomization>('device onboarding', {
  manufacturing_server_url: filled(text(), 'Address of the manufacturing server.'),
  diun_pub_key_insecure: filled(text(), 'Trust the key without a check.'),
  diun_pub_key_hash: filled(text(), 'Hash of the public key.'),
  diun_pub_key_root_certs: filled(text(), 'Root certificates of the public key.'),
  di_mfg_string_type_mac_iface: filled(text(), 'Network interface that names the device.'),
});

export const openscapShape = record<OpenscapCustomization>('OpenSCAP', {
  datastream: filled(text(), 'Path of the data stream.'),
  profile_id: filled(text(), 'Profile.'),
  tailoring: optional(
    record<NonNullable<OpenscapCustomization['tailoring']>>('a tailoring', {
      selected: optional(list(text()), 'Rules to add.'),
      unselected: optional(list(text()), 'Rules to leave out.'),
    }),
    'Rules added to and taken from the profile.',
  ),
  json_tailoring: optional(
    record<NonNullable<OpenscapCustomization['json_tailoring']>>('a JSON tailoring', {
      profile_id: filled(text(), 'Profile.'),
      filepath: filled(text(), 'Path of the tailoring file.'),
    }),
    'A tailoring file in JSON.',
  ),
  policy_id: filled(text(), 'Policy.'),
});

export const cacertsShape = record<CacertsCustomization>('CA certificates', {
  pem_certs: optional(list(text()), 'Certificates in PEM form.'),
});
