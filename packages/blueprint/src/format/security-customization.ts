import { filled, list, optional } from '@bootwright/core/schemas';
import { record, text } from './blueprint-fields.ts';

export const fdoSchema = record('device onboarding', {
  manufacturing_server_url: filled(text(), 'Address of the manufacturing server.'),
  diun_pub_key_insecure: filled(text(), 'Trust the key without a check.'),
  diun_pub_key_hash: filled(text(), 'Hash of the public key.'),
  diun_pub_key_root_certs: filled(text(), 'Root certificates of the public key.'),
  di_mfg_string_type_mac_iface: filled(text(), 'Network interface that names the device.'),
});

export const openscapSchema = record('OpenSCAP', {
  datastream: filled(text(), 'Path of the data stream.'),
  profile_id: filled(text(), 'Profile.'),
  tailoring: optional(
    record('a tailoring', {
      selected: optional(list(text()), 'Rules to add.'),
      unselected: optional(list(text()), 'Rules to leave out.'),
    }),
    'Rules added to and taken from the profile.',
  ),
  json_tailoring: optional(
    record('a JSON tailoring', {
      profile_id: filled(text(), 'Profile.'),
      filepath: filled(text(), 'Path of the tailoring file.'),
    }),
    'A tailoring file in JSON.',
  ),
  policy_id: filled(text(), 'Policy.'),
});

export const cacertsSchema = record('CA certificates', {
  pem_certs: optional(list(text()), 'Certificates in PEM form.'),
});
