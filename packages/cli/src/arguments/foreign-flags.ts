/**
 * What the options and commands of image-builder and bootc-image-builder are here, as hints: each starts with a verb. An
 * option that both tools and Bootwright have by the same name is not listed.
 */

/** By flag, for every command that does not have an option of that name. */
const flags: Readonly<Record<string, string>> = {
  '--bootc-ref': 'write the container as an operand: "bootwright build REF --type TYPE"',
  '--bootc-build-ref': 'use --build-ref REF',
  '--build-container': 'use --build-ref REF',
  '--bootc-installer-payload-ref': 'leave it out: Bootwright does not make installer images yet',
  '--installer-payload-ref': 'leave it out: Bootwright does not make installer images yet',
  '--bootc-pull-container': 'use --bootc-remote: osbuild then fetches the container from its registry',
  '--config': 'use --blueprint FILE',
  '--output': 'use --output-dir DIR, with --layout bib for the folders of bootc-image-builder',
  '--store': 'use --cache DIR',
  '--ignore-warnings': 'leave it out: notices are fatal only with --strict',
  '--verbose': 'use --progress verbose',
  '-v': 'use --progress verbose',
  '--log-level': 'use --progress verbose',
  '--local': 'leave it out: containers come from local storage unless --bootc-remote is given',
  '--distro': 'leave it out: the container is the distribution',
  '--with-sbom': 'leave it out: a bootc image has the packages of its container, which syft and podman can list',
  '--with-rpmlist': 'leave it out: a bootc image has the packages of its container',
  '--use-librepo': 'leave it out: no RPMs are downloaded for disk images',
  '--rpmmd': 'leave it out: no RPMs are downloaded for disk images',
  '--rpmmd-cache': 'leave it out: no RPMs are downloaded for disk images',
  '--force-repo': 'leave it out: no RPMs are downloaded for disk images',
  '--force-repo-dir': 'leave it out: no RPMs are downloaded for disk images',
  '--force-data-dir': 'leave it out: no RPMs are downloaded for disk images',
  '--force-defs-dir': 'leave it out: image types are part of the package @bootwright/image-types',
  '--data-dir': 'leave it out: no RPMs are downloaded for disk images',
  '--extra-repo': 'leave it out: no RPMs are downloaded for disk images',
  '--registrations': 'write the subscription into a request: "bootwright schema request" describes it',
  '--preview': 'leave it out: it has no effect on bootc images',
  '--ostree-ref': 'leave it out: the container is deployed, not an ostree commit',
  '--ostree-parent': 'leave it out: the container is deployed, not an ostree commit',
  '--ostree-url': 'leave it out: the container is deployed, not an ostree commit',
  '--aws-ami-name': 'upload the finished file with "aws ec2 import-image"; Bootwright does not upload',
  '--aws-bucket': 'upload the finished file with "aws s3 cp"; Bootwright does not upload',
  '--aws-region': 'upload the finished file with "aws s3 cp --region"; Bootwright does not upload',
  '--aws-profile': 'upload the finished file with "aws s3 cp --profile"; Bootwright does not upload',
  '--aws-tag': 'upload the finished file with the AWS tools; Bootwright does not upload',
  '--libvirt-connection': 'upload the finished file with "virsh vol-upload"; Bootwright does not upload',
  '--libvirt-pool': 'upload the finished file with "virsh vol-upload"; Bootwright does not upload',
  '--libvirt-volume': 'upload the finished file with "virsh vol-upload"; Bootwright does not upload',
  '--openstack-image': 'upload the finished file with "openstack image create"; Bootwright does not upload',
  '--openstack-disk-format': 'upload the finished file with "openstack image create"; Bootwright does not upload',
  '--openstack-container-format': 'upload the finished file with "openstack image create"; Bootwright does not upload',
  '--ibmcloud-bucket': 'upload the finished file with "ibmcloud cos upload"; Bootwright does not upload',
  '--ibmcloud-region': 'upload the finished file with "ibmcloud cos upload"; Bootwright does not upload',
  '--ibmcloud-image-name': 'upload the finished file with "ibmcloud cos upload"; Bootwright does not upload',
  '--to': 'upload the finished file with the tools of the cloud; Bootwright does not upload',
  '--filter': 'filter the output of "bootwright list --json", for instance with jq',
};

/** By the words after "bootwright". */
const commands: readonly (readonly [words: readonly string[], hint: string])[] = [
  [['bootc', 'inspect'], 'use "bootwright inspect REF"'],
  [['bootc'], 'use "bootwright inspect REF"'],
  [['list-images'], 'use "bootwright list"'],
  [['describe-image'], 'use "bootwright describe TYPE"'],
  [['system'], 'use "bootwright doctor"'],
  [['upload'], 'upload the finished file with the tools of the cloud; Bootwright does not upload'],
  [['doc'], 'use "bootwright COMMAND --help"'],
  [['pkgsearch'], 'leave it out: a bootc image has the packages of its container'],
];

/** What the flag of another tool is here; absent for a flag that neither has. */
export function foreignFlagHint(flag: string): string | undefined {
  const [name = ''] = flag.split('=');
  return Object.hasOwn(flags, name) ? flags[name] : undefined;
}

/** What the command of another tool is here; absent for words that neither has. */
export function foreignCommandHint(argv: readonly string[]): string | undefined {
  return commands.find(([words]) => words.every((word, index) => argv[index] === word))?.[1];
}
