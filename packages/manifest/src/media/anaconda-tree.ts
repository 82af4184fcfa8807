import { type Pipeline, pipeline, pipelineReference, type Stage, stage } from '@bootwright/osbuild';
import type { InstallerIsoPlan, InstallerPlan } from '@bootwright/plan';
import type { ResolvedContainer } from '../container-source.ts';
import { deployedContainer } from '../pipelines/buildroot-pipeline.ts';

type LoraxTemplate = InstallerPlan['loraxTemplates'][number];

/** The pipeline with the system that runs the installer. */
export const anacondaTree = 'anaconda-tree';

/** The container with what Anaconda needs to run in it, and an initramfs that finds it on the medium. */
export function anacondaTreePipeline(plan: InstallerIsoPlan, container: ResolvedContainer): Pipeline {
  const [after, before] = split(plan.installer.loraxTemplates, ({ afterInitramfs }) => afterInitramfs);
  const lorax = (template: LoraxTemplate): Stage => loraxScript(template, plan);
  return pipeline({
    name: anacondaTree,
    build: pipelineReference('build'),
    stages: [
      deployedContainer(container),
      ...identity(plan),
      ...before.map(lorax),
      initramfs(plan),
      ...after.map(lorax),
      stage('org.osbuild.selinux.config', { state: 'permissive' }),
    ],
  });
}

function split<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** The account that runs Anaconda instead of a shell. */
const installUser = {
  uid: 0,
  gid: 0,
  home: '/var/roothome',
  shell: '/usr/libexec/anaconda/run-anaconda',
  password: '',
};

function identity({ architecture, iso, installer }: InstallerIsoPlan): readonly Stage[] {
  const { name, version } = iso.product;
  return [
    stage('org.osbuild.buildstamp', {
      arch: architecture,
      product: name,
      version,
      final: true,
      variant: '',
      bugurl: '',
    }),
    stage('org.osbuild.locale', { language: 'C.UTF-8' }),
    stage('org.osbuild.users', { users: { install: installUser, root: { password: '' } } }),
    stage(
      'org.osbuild.anaconda',
      installer.anacondaModules.length === 0 ? {} : { 'activatable-modules': installer.anacondaModules },
    ),
  ];
}

function loraxScript({ path }: LoraxTemplate, { architecture }: InstallerIsoPlan): Stage {
  return stage('org.osbuild.lorax-script', {
    path,
    basearch: architecture,
    product: { name: '', version: '' },
    branding: { release: '', logos: '' },
  });
}

/** An initramfs for any machine that starts Anaconda from the medium; `./buildstamp` is as the reference writes it. */
function initramfs({ iso, installer }: InstallerIsoPlan): Stage {
  return stage('org.osbuild.dracut', {
    kernel: [iso.kernelVersion],
    add_modules: [
      'pollcdrom',
      'qemu',
      'qemu-net',
      ...(installer.biosDeviceNames ? ['biosdevname'] : []),
      'fips',
      'anaconda',
      'prefixdevname-tools',
    ],
    install: ['./buildstamp'],
    extra: ['--xz', `lib/modules/${iso.kernelVersion}/initramfs.img`, '--nomdadmconf', '--nolvmconf'],
  });
}
