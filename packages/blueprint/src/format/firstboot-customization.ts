import { filled, flag, list, optional, record, required, text, variant, word } from '../shape.ts';

/** `customizations.firstboot`: scripts that run once, in order. */
export interface FirstbootCustomization {
  readonly scripts?: readonly FirstbootScriptCustomization[];
}

export type FirstbootScriptCustomization = CustomScript | SatelliteScript | AapScript;

interface ScriptBase {
  readonly name?: string;
  readonly ignore_failure?: boolean;
  readonly after?: readonly string[];
  readonly before?: readonly string[];
}

export interface CustomScript extends ScriptBase {
  readonly type: 'custom';
  readonly contents: string;
}

export interface SatelliteScript extends ScriptBase {
  readonly type: 'satellite';
  readonly command: string;
  readonly cacerts?: readonly string[];
}

export interface AapScript extends ScriptBase {
  readonly type: 'aap';
  readonly job_template_url: string;
  readonly host_config_key: string;
  readonly cacerts?: readonly string[];
}

const scriptBase = {
  name: filled(text(), 'Name, unique in the blueprint.'),
  ignore_failure: filled(flag(), 'Go on where the script fails. Default: false.'),
  after: optional(list(text({ examples: ['network-online.target'] })), 'Units to start after.'),
  before: optional(list(text()), 'Units to start before.'),
};
const filledText = text({ filled: true });
const cacerts = optional(list(text()), 'Certificates to trust first.');

const scriptShape = variant<FirstbootScriptCustomization>('a first-boot script', {
  custom: record<CustomScript>('a custom script', {
    type: required(word(['custom']), 'A script.'),
    ...scriptBase,
    contents: required(filledText, 'The script.'),
  }),
  satellite: record<SatelliteScript>('a Satellite registration', {
    type: required(word(['satellite']), 'A registration with Satellite.'),
    ...scriptBase,
    command: required(filledText, 'The command that Satellite gave.'),
    cacerts,
  }),
  aap: record<AapScript>('an AAP registration', {
    type: required(word(['aap']), 'A registration with the Ansible Automation Platform.'),
    ...scriptBase,
    job_template_url: required(filledText, 'Address of the job template.'),
    host_config_key: required(filledText, 'Key of the host configuration.'),
    cacerts,
  }),
});

export const firstbootShape = record<FirstbootCustomization>('first-boot scripts', {
  scripts: optional(list(scriptShape), 'The scripts, in order.'),
});
