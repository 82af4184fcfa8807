import { Fault, unreachable } from '@bootwright/core';
import { usualGraphRoot } from '@bootwright/osbuild-monitor';
import type { Command } from '@bootwright/process';
import type { OsbuildPlan } from './osbuild-plan.ts';

/**
 * The command of a plan: osbuild's monitor writes to standard output, osbuild's result goes to the plan's file, and
 * everything else to standard error.
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
 * Mounts and processes in these namespaces end with the process that created them, so that a killed run leaves nothing.
 * See unshare(1), mount_namespaces(7), pid_namespaces(7).
 */
const namespaces = ['unshare', '--mount', '--pid', '--fork', '--kill-child=KILL', '--mount-proc', '--'];

/** The arguments of `script` before osbuild and its arguments. */
function places({ store, scratch, resultFile }: OsbuildPlan): readonly string[] {
  return [store, scratch, resultFile];
}

/**
 * Unfinished trees go to a folder of this run, mounted over folders of the store that osbuild itself never cleans up
 * (osbuild/objectstore.py, util/fscache.py). Descriptor 3 becomes that of the monitor.
 */
function script(confined: boolean): string {
  const overlay = '{ mount --bind "$1/tmp" "$0/tmp" && mount --bind "$1/stage" "$0/stage" || exit 1; }';
  return [...(confined ? [overlay] : []), 'result=$2', 'shift 2', 'exec "$@" 3>&1 >"$result"'].join('\n');
}

/**
 * In a container: partitions and loop devices that appear later. If the host has SELinux, also the label that allows
 * osbuild to write labels unknown to the host's policy, on a copy, because overlayfs does not support labels.
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
  const images = podman && [
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
    ...[...mounts, ...(images ?? [])].flatMap((volume) => ['--volume', volume]),
  ];
}

/** A value of `--volume`, which ends a path at a colon and has no escape for it. Fault: `osbuild/volume`. */
function volume(source: string, target: string): string {
  if (!/[:\n]/.test(source) && source.startsWith('/')) return `${source}:${target}`;
  const message = `${source} cannot be mounted in a container: its path has a colon or a line break`;
  throw new Fault('osbuild/volume', message, {
    at: { file: source },
    hint: 'use another folder for --cache, --output-dir or TMPDIR, or the osbuild of the host without --osbuild-image',
  });
}

function osbuildArguments(plan: OsbuildPlan): readonly string[] {
  return [
    // With "=", so that a name cannot be mistaken for an option.
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
