import { filled, list, optional, required, variant, word } from '@bootwright/core/schemas';
import { flag, record, text } from './blueprint-fields.ts';

const scriptBase = {
  name: filled(text(), 'Name, unique in the blueprint.'),
  ignore_failure: filled(flag(), 'Go on where the script fails. Default: false.'),
  after: optional(list(text({ examples: ['network-online.target'] })), 'Units to start after.'),
  before: optional(list(text()), 'Units to start before.'),
};
const filledText = text({ filled: true });
const cacerts = optional(list(text()), 'Certificates to trust first.');

const customSchema = record('a custom script', {
  type: required(word(['custom']), 'A script.'),
  ...scriptBase,
  contents: required(filledText, 'The script.'),
});
const satelliteSchema = record('a Satellite registration', {
  type: required(word(['satellite']), 'A registration with Satellite.'),
  ...scriptBase,
  command: required(filledText, 'The command that Satellite gave.'),
  cacerts,
});
const aapSchema = record('an AAP registration', {
  type: required(word(['aap']), 'A registration with the Ansible Automation Platform.'),
  ...scriptBase,
  job_template_url: required(filledText, 'Address of the job template.'),
  host_config_key: required(filledText, 'Key of the host configuration.'),
  cacerts,
});
const scriptSchema = variant([customSchema, satelliteSchema, aapSchema], { noun: 'a first-boot script' });

export const firstbootSchema = record('first-boot scripts', {
  scripts: optional(list(scriptSchema), 'The scripts, in order.'),
});
