import { describe, expect, test } from 'vitest';
import { captured } from '../captured.ts';
import { commands } from '../commands/index.ts';
import { flagOf } from './option.ts';

/** The options of image-builder (manifest, build, upload), by their documentation. */
const imageBuilder = [
  ...['--blueprint', '--seed', '--arch', '--distro', '--ostree-ref', '--ostree-parent', '--ostree-url', '--bootc-ref'],
  ...['--bootc-build-ref', '--bootc-installer-payload-ref', '--bootc-default-fs', '--bootc-no-default-kernel-args'],
  ...['--bootc-pull-container', '--image-size', '--use-librepo', '--with-sbom', '--with-rpmlist', '--ignore-warnings'],
  ...['--registrations', '--rpmmd-cache', '--preview', '--with-manifest', '--with-buildlog', '--cache', '--progress'],
  ...['--with-metrics', '--output-name', '--output-dir', '--in-vm', '--verbose', '--force-repo-dir', '--force-repo'],
  ...['--force-data-dir', '--data-dir', '--force-defs-dir', '--extra-repo', '--aws-ami-name', '--aws-bucket'],
  ...['--aws-region', '--aws-profile', '--aws-tag', '--libvirt-connection', '--libvirt-pool', '--libvirt-volume'],
  ...['--openstack-image', '--openstack-disk-format', '--openstack-container-format', '--ibmcloud-bucket'],
  ...['--ibmcloud-region', '--ibmcloud-image-name', '--to', '-v'],
];

/** The options of bootc-image-builder. */
const bootcImageBuilder = [
  ...['--type', '--rootfs', '--target-arch', '--build-container', '--installer-payload-ref', '--rpmmd', '--store'],
  ...['--use-librepo', '--config', '--tls-verify', '--local', '--output', '--progress', '--chown', '--aws-ami-name'],
  ...['--aws-bucket', '--aws-region', '--log-level', '-v'],
];

const build = commands.find(({ name }) => name === 'build');
const own = Object.entries(build?.options ?? {}).flatMap(([name, { alias }]) => [flagOf(name), alias]);

describe('every option of another tool', () => {
  test.each([...new Set([...imageBuilder, ...bootcImageBuilder])])(
    '%s is an option here or has a hint',
    async (flag) => {
      if (own.includes(flag)) return expect(own).toContain(flag);
      const { status, stderr } = await captured(['build', 'localhost/os:1', flag]);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^ {2}help: (?:use|write|leave|upload|filter) /m);
    },
  );

  test('a hint names options that exist', async () => {
    const hints = await Promise.all(
      [...imageBuilder, ...bootcImageBuilder]
        .filter((flag) => !own.includes(flag))
        .map(async (flag) => (await captured(['build', 'localhost/os:1', flag])).stderr),
    );
    const named = hints.flatMap((text) => /help: use (--[a-z-]+)/.exec(text)?.[1] ?? []);
    expect(named.filter((flag) => !own.includes(flag))).toEqual([]);
    expect(named.length).toBeGreaterThan(8);
  });
});

describe('command lines of another tool', () => {
  test.each([
    [['bootc', 'inspect', '--ref', 'a/b:1'], 'use "bootwright inspect REF"'],
    [['list-images'], 'use "bootwright list"'],
    [['describe-image', 'qcow2'], 'use "bootwright describe TYPE"'],
    [['system'], 'use "bootwright doctor"'],
    [['upload', 'x', '--to', 'aws'], 'upload the finished file'],
    [['localhost/os:1', '--type', 'qcow2'], 'write "bootwright build localhost/os:1 --type TYPE"'],
    [['build', 'localhost/os:1', 'qcow2'], 'use --type qcow2, if that is the image type'],
    [['build', 'qcow2', 'localhost/os:1'], 'use --type qcow2, if that is the image type'],
    [['build', '--bootc-ref', 'localhost/os:1', 'qcow2'], 'write the container as an operand'],
    [['manifest', 'a/b:1', '--use-librepo=True'], 'leave it out: no RPMs are downloaded'],
  ])('%j', async (argv, hint) => {
    const { status, stdout, stderr } = await captured(argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.replaceAll(/\n {8}/g, ' ')).toContain(`help: ${hint}`);
  });
});
