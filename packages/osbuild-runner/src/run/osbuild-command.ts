import { Fault, unreachable } from '@bootwright/core';
import type { Command } from '@bootwright/process';
import type { OsbuildPlan } from './osbuild-plan.ts';
import { usualGraphRoot } from './podman-storage.ts';

/**
 * The command of a plan: osbuild's monitor writes to standard output, osbuild's last words go to the plan's file, and
 * all else to standard error.
 */
export function osbuildCommand(plan: OsbuildPlan): Command {
  const { installation } = plan;
  switch (installation.kind) {
    case 'program': {
      const libdir = installation.libdir === undefined ? [] : ['--libdir', installation.libdir];
      const osbuild = [installation.program, ...osbuildArguments(plan), '--rundir', plan.runDirectory, ...libdir];
      return [...(plan.confined ? namespaces : []), 'sh', '-c', script(plan.confined), ...places(plan), ...osbuild];
    }
    case 'container': {
      const run = [installation.engine, 'run', ...containerOptions(plan), '--entrypoint', 'sh', installation.image];
      return [...run, '-c', `${ownDevices}\n${script(true)}`, ...places(plan), 'osbuild', ...osbuildArguments(plan)];
    }
    default:
      return unreachable(installation);
  }
}

/**
 * Whatever is mounted or started in them ends with the process that made them: nothing of a run that is killed stays.
 * See unshare(1), mount_namespaces(7), pid_namespaces(7).
 */
const namespaces = ['unshare', '--mount', '--pid', '--fork', '--kill-child=KILL', '--mount-proc', '--'];

/** What `script` is given before osbuild and its arguments. */
function places({ store, scratch, resultFile }: OsbuildPlan): readonly string[] {
  return [store, scratch, resultFile];
}

/**
 * Trees that are being built lie in a folder of this run, put over those of the store that osbuild itself never tidies
 * up (osbuild/objectstore.py, util/fscache.py); then descriptor 3 becomes the monitor's.
 */
function script(confined: boolean): string {
  const overlay = '{ mount --bind "$1/tmp" "$0/tmp" && mount --bind "$1/stage" "$0/stage" || exit 1; }';
  return [...(confined ? [overlay] : []), 'result=$2', 'shift 2', 'exec "$@" 3>&1 >"$result"'].join('\n');
}

/**
 * In a container: partitions and loop devices that appear later; and where the host has SELinux, the label by which
 * osbuild may write labels that the host's policy does not know, on a copy, as overlayfs takes none.
 */
const ownDevices = [
  'mount -t devtmpfs devtmpfs /dev || exit 1',
  'if [ -e /sys/fs/selinux/enforce ]; then',
  '  mkdir -p /run/osbuild && mount -t tmpfs tmpfs /run/osbuild && cp -p /usr/bin/osbuild /run/osbuild/osbuild &&',
  '    chcon system_u:object_r:install_exec_t:s0 /run/osbuild/osbuild &&',
  '    mount --bind /run/osbuild/osbuild /usr/bin/osbuild || exit 1',
  'fi',
].join('\n');

function containerOptions(plan: OsbuildPlan): readonly string[] {
  const { manifest, store, outputDirectory, resultFile, containerName, lease, podman } = plan;
  const folder = (path: string) => path.slice(0, path.lastIndexOf('/'));
  const shared = new Set([store, outputDirectory, folder(resultFile), folder(manifest)]);
  const mounts = [...shared].map((path) => volume(path, path));
  const images =
    podman === undefined
      ? []
      : [
          volume(podman.graphRoot, usualGraphRoot),
          `${volume(podman.configuration, '/etc/containers/storage.conf')}:ro`,
        ];
  return [
    '--rm',
    '--name',
    containerName,
    '--label',
    `bootwright.lease=${lease}`,
    '--privileged',
    '--security-opt',
    'label=type:unconfined_t',
    '--env',
    'OSBUILD_EXPORT_FORCE_NO_PRESERVE_OWNER',
    ...[...mounts, ...images].flatMap((volume) => ['--volume', volume]),
  ];
}

/** What `--volume` takes, which ends a path at a colon and has no escape for one. Fault: `osbuild/volume`. */
function volume(source: string, target: string): string {
  if (!/[:\n]/.test(source) && source.startsWith('/')) return `${source}:${target}`;
  throw new Fault('osbuild/volume', `a container cannot be given ${source}: its path has a colon or a line break`, {
    at: { file: source },
    hint: 'use another folder for --cache, --output-dir or TMPDIR, or an osbuild of this host without --osbuild-image',
  });
}

function osbuildArguments(plan: OsbuildPlan): readonly string[] {
  return [
    // With "=", so that no name is taken for an option.
    ...plan.exports.map((name) => `--export=${name}`),
    ...['--output-directory', plan.outputDirectory],
    ...['--cache', plan.store],
    ...(plan.storeMaximum === undefined ? [] : ['--cache-max-size', `${plan.storeMaximum}`]),
    ...plan.checkpoints.map((glob) => `--checkpoint=${glob}`),
    ...plan.inVm.map((name) => `--in-vm=${name}`),
    ...['--monitor', 'JSONSeqMonitor', '--monitor-fd', '3', '--json'],
    plan.manifest,
  ];
}
