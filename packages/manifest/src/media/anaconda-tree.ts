import type { InstallerPlan } from '@bootwright/media-plan';
import { type Pipeline, type Stage, stage } from '@bootwright/osbuild';
import type { InstallerIsoPlan } from '@bootwright/plan';
import { builtPipeline } from '../pipelines/built-pipeline.ts';

type LoraxTemplate = InstallerPlan['loraxTemplates'][number];

/** Where the tree of an installer has its kernel. */
export interface InstallerSystem {
  /** What fills the tree: a container, or packages. */
  readonly content: Stage;
  readonly kernelVersion: string;
  /** The initramfs in the tree, where it is not the one of dracut's own choice. */
  readonly initramfs?: string;
}

/** A system with what Anaconda needs to run in it, and an initramfs that finds it on the medium. */
export function anacondaTreePipeline(plan: InstallerIsoPlan, system: InstallerSystem): Pipeline {
  const lorax = (isAfter: boolean): readonly Stage[] =>
    plan.installer.loraxTemplates
      .filter(({ afterInitramfs }) => afterInitramfs === isAfter)
      .map((template) => loraxScript(template, plan));
  const usesLorax = plan.installer.packages?.usesLorax ?? true;
  return builtPipeline('anaconda-tree', [
    system.content,
    ...identity(plan),
    ...lorax(false),
    initramfs(plan, system, usesLorax),
    ...lorax(true),
    ...(usesLorax ? [] : startedInstaller),
    stage('org.osbuild.selinux.config', { state: 'permissive' }),
  ]);
}

function identity({ architecture, iso, installer }: InstallerIsoPlan): readonly Stage[] {
  const { name, version } = iso.product;
  const { home, anacondaModules } = installer;
  // The account that runs Anaconda instead of a shell.
  const install = { uid: 0, gid: 0, home, shell: '/usr/libexec/anaconda/run-anaconda', password: '' };
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
    stage('org.osbuild.users', { users: { install, root: { password: '' } } }),
    stage('org.osbuild.anaconda', anacondaModules.length === 0 ? {} : { 'activatable-modules': anacondaModules }),
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

/** Generators of systemd that look for file systems of the machine, which lorax would take out of the tree. */
const unwantedGenerators = ['lvm2-activation-generator', 'systemd-gpt-auto-generator'];

/** An initramfs for any machine that starts Anaconda from the medium; `./buildstamp` is as the reference writes it. */
function initramfs({ installer }: InstallerIsoPlan, system: InstallerSystem, usesLorax: boolean): Stage {
  const { kernelVersion, initramfs: path } = system;
  return stage('org.osbuild.dracut', {
    kernel: [kernelVersion],
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
    extra: ['--xz', ...(path === undefined ? [] : [path]), '--nomdadmconf', '--nolvmconf'],
    ...(usesLorax ? {} : { remove: unwantedGenerators.map((name) => `usr/lib/systemd/system-generators/${name}`) }),
  });
}

/** What starts Anaconda where lorax does not arrange it: a shell on each console but those that Anaconda takes. */
const startedInstaller: readonly Stage[] = [
  stage('org.osbuild.copy', {
    paths: [
      {
        from: 'tree:///usr/lib/systemd/system/anaconda-shell@.service',
        to: 'tree:///usr/lib/systemd/system/autovt@.service',
      },
    ],
  }),
  stage('org.osbuild.systemd-logind', { filename: '10-reserve-vt.conf', config: { Login: { ReserveVT: 2 } } }),
  stage('org.osbuild.systemd', { default_target: 'anaconda.target' }),
];
