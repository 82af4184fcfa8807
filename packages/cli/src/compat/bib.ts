import { ignored, noRpms, noUpload, type Peer, type PeerFlags, progressOf, rejected, renamed } from './peer-flag.ts';

// cmd/image-builder/bib_cmd.go of osbuild/image-builder.

const everywhere: PeerFlags = {
  '--log-level': ignored('value', 'set BOOTWRIGHT_DEBUG for commands, requests and responses'),
};

const manifest: PeerFlags = {
  ...everywhere,
  '--type': { takes: 'value', to: '--type', repeats: true },
  '--rootfs': renamed('--bootc-default-fs'),
  '--target-arch': renamed('--arch'),
  '--build-container': renamed('--build-ref'),
  '--installer-payload-ref': renamed('--installer-payload-ref'),
  '--config': renamed('--blueprint'),
  '--seed': renamed('--seed'),
  '--local': { takes: 'switch', ignored: 'containers come from local storage by default', fails: ['false'] },
  '--tls-verify': ignored('switch', 'no registry is contacted'),
  '--rpmmd': ignored('value', noRpms),
  '--use-librepo': ignored('switch', noRpms),
};

const quiet = ignored('switch', 'the manifest is printed without a log');

export const bib: Peer = {
  name: 'bib',
  program: 'bootc-image-builder',
  usual: 'build',
  rejected: {},
  commands: [
    {
      words: ['build'],
      to: ['build', '--layout', 'bib'],
      operand: 'container',
      defaults: { '--type': 'qcow2', '--output-dir': '.' },
      flags: {
        ...manifest,
        '--output': renamed('--output-dir'),
        '--store': renamed('--cache'),
        '--progress': progressOf(false),
        '--chown': renamed('--chown'),
        '--verbose': { takes: 'switch', to: '--progress=verbose' },
        '--aws-ami-name': rejected('value', noUpload),
        '--aws-bucket': rejected('value', noUpload),
        '--aws-region': rejected('value', noUpload),
      },
    },
    {
      words: ['manifest'],
      to: ['manifest'],
      operand: 'container',
      defaults: { '--type': 'qcow2' },
      flags: { ...manifest, '--verbose': quiet },
    },
    { words: ['version'], to: ['version'], operand: 'none', flags: everywhere },
  ],
};
