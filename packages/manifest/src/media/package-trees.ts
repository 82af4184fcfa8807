import {
  type Pipeline,
  pipeline,
  type ResolvedPackages,
  type Stage,
  sourceFilesInput,
  stage,
} from '@bootwright/osbuild';

type RpmOptions = { readonly exclude?: { readonly docs: true } };

/** Installs packages into the tree. */
export function installedPackages({ packages, repositories }: ResolvedPackages, options: RpmOptions): Stage {
  const sources = new Set(packages.filter(({ isChecked }) => isChecked).map(({ repository }) => repository));
  const keys = repositories.filter(({ id }) => sources.has(id)).flatMap((repository) => repository.keys);
  const gpgkeys = keys.length === 0 ? {} : { gpgkeys: [...new Set(keys)] };
  const checksums = packages.map(({ checksum }) => checksum);
  const plain = sourceFilesInput(checksums);
  const references = packages.map(({ checksum, isChecked }) => ({
    id: checksum,
    ...(isChecked ? { options: { metadata: { 'rpm.check_gpg': true } } } : {}),
  }));
  return stage('org.osbuild.rpm', { ...gpgkeys, ...options }, { inputs: { packages: { ...plain, references } } });
}

const installer = 'system_u:object_r:install_exec_t:s0';

/** The tree in which an installer of packages is built. */
export function packageBuildroot(resolved: ResolvedPackages, runner: string): Pipeline {
  const has = (name: string): boolean => resolved.packages.some((one) => one.name === name);
  const programs = [...(has('coreutils') ? ['cp', 'mount', 'umount'] : []), ...(has('tar') ? ['tar'] : [])];
  const labels = Object.fromEntries(programs.sort().map((name) => [`/usr/bin/${name}`, installer]));
  return pipeline({
    name: 'build',
    runner,
    stages: [
      installedPackages(resolved, {}),
      stage('org.osbuild.selinux', { file_contexts: 'etc/selinux/targeted/contexts/files/file_contexts', labels }),
    ],
  });
}
