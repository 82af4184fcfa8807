// Written by `npm run add-stage`: one line for each file of stages/.
import type * as z from 'zod';
import { anaconda } from './stages/anaconda.ts';
import { authconfig } from './stages/authconfig.ts';
import { authselect } from './stages/authselect.ts';
import { bfb } from './stages/bfb.ts';
import { bootcInstallConfig } from './stages/bootc-install-config.ts';
import { bootcInstallToFilesystem } from './stages/bootc-install-to-filesystem.ts';
import { bootctlInstallRoot } from './stages/bootctl-install-root.ts';
import { bootisoMono } from './stages/bootiso-mono.ts';
import { bootupd } from './stages/bootupd.ts';
import { bootupdGenMetadata } from './stages/bootupd-gen-metadata.ts';
import { btrfsSubvol } from './stages/btrfs-subvol.ts';
import { buildstamp } from './stages/buildstamp.ts';
import { chattr } from './stages/chattr.ts';
import { chmod } from './stages/chmod.ts';
import { chown } from './stages/chown.ts';
import { chrony } from './stages/chrony.ts';
import { clevisLuksBind } from './stages/clevis-luks-bind.ts';
import { cloudInit } from './stages/cloud-init.ts';
import { containerDeploy } from './stages/container-deploy.ts';
import { containersStorageConf } from './stages/containers-storage-conf.ts';
import { containersUnitCreate } from './stages/containers-unit-create.ts';
import { copy } from './stages/copy.ts';
import { coreosLiveArtifactsMono } from './stages/coreos-live-artifacts-mono.ts';
import { coreosPlatform } from './stages/coreos-platform.ts';
import { cpioOut } from './stages/cpio-out.ts';
import { createaddrsize } from './stages/createaddrsize.ts';
import { cronScript } from './stages/cron-script.ts';
import { crypttab } from './stages/crypttab.ts';
import { dd } from './stages/dd.ts';
import { debugShell } from './stages/debug-shell.ts';
import { discinfo } from './stages/discinfo.ts';
import { dmverity } from './stages/dmverity.ts';
import { dnfAutomaticConfig } from './stages/dnf-automatic-config.ts';
import { dnfConfig } from './stages/dnf-config.ts';
import { dnfModuleConfig } from './stages/dnf-module-config.ts';
import { dnf4Mark } from './stages/dnf4-mark.ts';
import { dnf4Versionlock } from './stages/dnf4-versionlock.ts';
import { dracut } from './stages/dracut.ts';
import { dracutConf } from './stages/dracut-conf.ts';
import { erofs } from './stages/erofs.ts';
import { error } from './stages/error.ts';
import { experimentalOstreeConfig } from './stages/experimental-ostree-config.ts';
import { fdo } from './stages/fdo.ts';
import { firewall } from './stages/firewall.ts';
import { firstBoot } from './stages/first-boot.ts';
import { fixBls } from './stages/fix-bls.ts';
import { flatpakBuildImportBundleOci } from './stages/flatpak-build-import-bundle-oci.ts';
import { fstab } from './stages/fstab.ts';
import { gcpGuestAgentConf } from './stages/gcp-guest-agent-conf.ts';
import { greenboot } from './stages/greenboot.ts';
import { groups } from './stages/groups.ts';
import { grub2 } from './stages/grub2.ts';
import { grub2D } from './stages/grub2-d.ts';
import { grub2Inst } from './stages/grub2-inst.ts';
import { grub2Iso } from './stages/grub2-iso.ts';
import { grub2IsoLegacy } from './stages/grub2-iso-legacy.ts';
import { grub2Legacy } from './stages/grub2-legacy.ts';
import { gunzip } from './stages/gunzip.ts';
import { gzip } from './stages/gzip.ts';
import { hmac } from './stages/hmac.ts';
import { hostname } from './stages/hostname.ts';
import { idmap } from './stages/idmap.ts';
import { ignition } from './stages/ignition.ts';
import { implantisomd5 } from './stages/implantisomd5.ts';
import { insightsClientConfig } from './stages/insights-client-config.ts';
import { isolinux } from './stages/isolinux.ts';
import { kernelCmdline } from './stages/kernel-cmdline.ts';
import { kernelCmdlineBlsAppend } from './stages/kernel-cmdline-bls-append.ts';
import { keymap } from './stages/keymap.ts';
import { kickstart } from './stages/kickstart.ts';
import { livesys } from './stages/livesys.ts';
import { ln } from './stages/ln.ts';
import { locale } from './stages/locale.ts';
import { loraxScript } from './stages/lorax-script.ts';
import { luks2Format } from './stages/luks2-format.ts';
import { luks2RemoveKey } from './stages/luks2-remove-key.ts';
import { lvm2Create } from './stages/lvm2-create.ts';
import { lvm2Metadata } from './stages/lvm2-metadata.ts';
import { machineId } from './stages/machine-id.ts';
import { mkdir } from './stages/mkdir.ts';
import { mkfsBtrfs } from './stages/mkfs-btrfs.ts';
import { mkfsExt4 } from './stages/mkfs-ext4.ts';
import { mkfsFat } from './stages/mkfs-fat.ts';
import { mkfsXfs } from './stages/mkfs-xfs.ts';
import { mkinitcpio } from './stages/mkinitcpio.ts';
import { mks390image } from './stages/mks390image.ts';
import { mkswap } from './stages/mkswap.ts';
import { modprobe } from './stages/modprobe.ts';
import { nginxConf } from './stages/nginx-conf.ts';
import { nmConf } from './stages/nm-conf.ts';
import { nmConn } from './stages/nm-conn.ts';
import { noop } from './stages/noop.ts';
import { ociArchive } from './stages/oci-archive.ts';
import { oscapAutotailor } from './stages/oscap-autotailor.ts';
import { oscapRemediation } from './stages/oscap-remediation.ts';
import { ostree } from './stages/ostree.ts';
import { ostreeAleph } from './stages/ostree-aleph.ts';
import { ostreeCommit } from './stages/ostree-commit.ts';
import { ostreeConfig } from './stages/ostree-config.ts';
import { ostreeDeploy } from './stages/ostree-deploy.ts';
import { ostreeDeployContainer } from './stages/ostree-deploy-container.ts';
import { ostreeEncapsulate } from './stages/ostree-encapsulate.ts';
import { ostreeFillvar } from './stages/ostree-fillvar.ts';
import { ostreeGenkey } from './stages/ostree-genkey.ts';
import { ostreeGrub2 } from './stages/ostree-grub2.ts';
import { ostreeInit } from './stages/ostree-init.ts';
import { ostreeInitFs } from './stages/ostree-init-fs.ts';
import { ostreeOsInit } from './stages/ostree-os-init.ts';
import { ostreePasswd } from './stages/ostree-passwd.ts';
import { ostreePostCopy } from './stages/ostree-post-copy.ts';
import { ostreePreptree } from './stages/ostree-preptree.ts';
import { ostreePull } from './stages/ostree-pull.ts';
import { ostreeRemotes } from './stages/ostree-remotes.ts';
import { ostreeSelinux } from './stages/ostree-selinux.ts';
import { ostreeSign } from './stages/ostree-sign.ts';
import { ovf } from './stages/ovf.ts';
import { pacman } from './stages/pacman.ts';
import { pacmanConf } from './stages/pacman-conf.ts';
import { pacmanKeyring } from './stages/pacman-keyring.ts';
import { pacmanMirrorlistConf } from './stages/pacman-mirrorlist-conf.ts';
import { pamLimitsConf } from './stages/pam-limits-conf.ts';
import { parted } from './stages/parted.ts';
import { pkiUpdateCaTrust } from './stages/pki-update-ca-trust.ts';
import { pwqualityConf } from './stages/pwquality-conf.ts';
import { qemu } from './stages/qemu.ts';
import { resolvConf } from './stages/resolv-conf.ts';
import { rhsm } from './stages/rhsm.ts';
import { rhsmFacts } from './stages/rhsm-facts.ts';
import { rpm } from './stages/rpm.ts';
import { rpmMacros } from './stages/rpm-macros.ts';
import { rpmOstree } from './stages/rpm-ostree.ts';
import { rpmkeysImport } from './stages/rpmkeys-import.ts';
import { selinux } from './stages/selinux.ts';
import { selinuxConfig } from './stages/selinux-config.ts';
import { sfdisk } from './stages/sfdisk.ts';
import { sgdisk } from './stages/sgdisk.ts';
import { shellInit } from './stages/shell-init.ts';
import { skopeo } from './stages/skopeo.ts';
import { squashfs } from './stages/squashfs.ts';
import { sshdConfig } from './stages/sshd-config.ts';
import { sysconfig } from './stages/sysconfig.ts';
import { sysctld } from './stages/sysctld.ts';
import { systemd } from './stages/systemd.ts';
import { systemdJournald } from './stages/systemd-journald.ts';
import { systemdLogind } from './stages/systemd-logind.ts';
import { systemdPreset } from './stages/systemd-preset.ts';
import { systemdRepartCreate } from './stages/systemd-repart-create.ts';
import { systemdSysusers } from './stages/systemd-sysusers.ts';
import { systemdSysusersD } from './stages/systemd-sysusers-d.ts';
import { systemdUnit } from './stages/systemd-unit.ts';
import { systemdUnitCreate } from './stages/systemd-unit-create.ts';
import { tar } from './stages/tar.ts';
import { test } from './stages/test.ts';
import { timezone } from './stages/timezone.ts';
import { tmpfilesd } from './stages/tmpfilesd.ts';
import { treeinfo } from './stages/treeinfo.ts';
import { truncate } from './stages/truncate.ts';
import { tuned } from './stages/tuned.ts';
import { udevRules } from './stages/udev-rules.ts';
import { uki } from './stages/uki.ts';
import { untar } from './stages/untar.ts';
import { updateCryptoPolicies } from './stages/update-crypto-policies.ts';
import { users } from './stages/users.ts';
import { vagrant } from './stages/vagrant.ts';
import { waagentConf } from './stages/waagent-conf.ts';
import { writeDevice } from './stages/write-device.ts';
import { wslConf } from './stages/wsl-conf.ts';
import { wslDistributionConf } from './stages/wsl-distribution-conf.ts';
import { xorrisofs } from './stages/xorrisofs.ts';
import { xz } from './stages/xz.ts';
import { yumConfig } from './stages/yum-config.ts';
import { yumRepos } from './stages/yum-repos.ts';
import { zip } from './stages/zip.ts';
import { zipl } from './stages/zipl.ts';
import { ziplInst } from './stages/zipl-inst.ts';
import { zstd } from './stages/zstd.ts';

/** The schema of the options of every stage of osbuild. */
export const stageSchemas = {
  'org.osbuild.anaconda': anaconda,
  'org.osbuild.authconfig': authconfig,
  'org.osbuild.authselect': authselect,
  'org.osbuild.bfb': bfb,
  'org.osbuild.bootc.install-to-filesystem': bootcInstallToFilesystem,
  'org.osbuild.bootc.install.config': bootcInstallConfig,
  'org.osbuild.bootctl.install.root': bootctlInstallRoot,
  'org.osbuild.bootiso.mono': bootisoMono,
  'org.osbuild.bootupd': bootupd,
  'org.osbuild.bootupd.gen-metadata': bootupdGenMetadata,
  'org.osbuild.btrfs.subvol': btrfsSubvol,
  'org.osbuild.buildstamp': buildstamp,
  'org.osbuild.chattr': chattr,
  'org.osbuild.chmod': chmod,
  'org.osbuild.chown': chown,
  'org.osbuild.chrony': chrony,
  'org.osbuild.clevis.luks-bind': clevisLuksBind,
  'org.osbuild.cloud-init': cloudInit,
  'org.osbuild.container-deploy': containerDeploy,
  'org.osbuild.containers.storage.conf': containersStorageConf,
  'org.osbuild.containers.unit.create': containersUnitCreate,
  'org.osbuild.copy': copy,
  'org.osbuild.coreos.live-artifacts.mono': coreosLiveArtifactsMono,
  'org.osbuild.coreos.platform': coreosPlatform,
  'org.osbuild.cpio.out': cpioOut,
  'org.osbuild.createaddrsize': createaddrsize,
  'org.osbuild.cron.script': cronScript,
  'org.osbuild.crypttab': crypttab,
  'org.osbuild.dd': dd,
  'org.osbuild.debug-shell': debugShell,
  'org.osbuild.discinfo': discinfo,
  'org.osbuild.dmverity': dmverity,
  'org.osbuild.dnf-automatic.config': dnfAutomaticConfig,
  'org.osbuild.dnf.config': dnfConfig,
  'org.osbuild.dnf.module-config': dnfModuleConfig,
  'org.osbuild.dnf4.mark': dnf4Mark,
  'org.osbuild.dnf4.versionlock': dnf4Versionlock,
  'org.osbuild.dracut': dracut,
  'org.osbuild.dracut.conf': dracutConf,
  'org.osbuild.erofs': erofs,
  'org.osbuild.error': error,
  'org.osbuild.experimental.ostree.config': experimentalOstreeConfig,
  'org.osbuild.fdo': fdo,
  'org.osbuild.firewall': firewall,
  'org.osbuild.first-boot': firstBoot,
  'org.osbuild.fix-bls': fixBls,
  'org.osbuild.flatpak.build-import-bundle.oci': flatpakBuildImportBundleOci,
  'org.osbuild.fstab': fstab,
  'org.osbuild.gcp.guest-agent.conf': gcpGuestAgentConf,
  'org.osbuild.greenboot': greenboot,
  'org.osbuild.groups': groups,
  'org.osbuild.grub2': grub2,
  'org.osbuild.grub2.d': grub2D,
  'org.osbuild.grub2.inst': grub2Inst,
  'org.osbuild.grub2.iso': grub2Iso,
  'org.osbuild.grub2.iso.legacy': grub2IsoLegacy,
  'org.osbuild.grub2.legacy': grub2Legacy,
  'org.osbuild.gunzip': gunzip,
  'org.osbuild.gzip': gzip,
  'org.osbuild.hmac': hmac,
  'org.osbuild.hostname': hostname,
  'org.osbuild.idmap': idmap,
  'org.osbuild.ignition': ignition,
  'org.osbuild.implantisomd5': implantisomd5,
  'org.osbuild.insights-client.config': insightsClientConfig,
  'org.osbuild.isolinux': isolinux,
  'org.osbuild.kernel-cmdline': kernelCmdline,
  'org.osbuild.kernel-cmdline.bls-append': kernelCmdlineBlsAppend,
  'org.osbuild.keymap': keymap,
  'org.osbuild.kickstart': kickstart,
  'org.osbuild.livesys': livesys,
  'org.osbuild.ln': ln,
  'org.osbuild.locale': locale,
  'org.osbuild.lorax-script': loraxScript,
  'org.osbuild.luks2.format': luks2Format,
  'org.osbuild.luks2.remove-key': luks2RemoveKey,
  'org.osbuild.lvm2.create': lvm2Create,
  'org.osbuild.lvm2.metadata': lvm2Metadata,
  'org.osbuild.machine-id': machineId,
  'org.osbuild.mkdir': mkdir,
  'org.osbuild.mkfs.btrfs': mkfsBtrfs,
  'org.osbuild.mkfs.ext4': mkfsExt4,
  'org.osbuild.mkfs.fat': mkfsFat,
  'org.osbuild.mkfs.xfs': mkfsXfs,
  'org.osbuild.mkinitcpio': mkinitcpio,
  'org.osbuild.mks390image': mks390image,
  'org.osbuild.mkswap': mkswap,
  'org.osbuild.modprobe': modprobe,
  'org.osbuild.nginx.conf': nginxConf,
  'org.osbuild.nm.conf': nmConf,
  'org.osbuild.nm.conn': nmConn,
  'org.osbuild.noop': noop,
  'org.osbuild.oci-archive': ociArchive,
  'org.osbuild.oscap.autotailor': oscapAutotailor,
  'org.osbuild.oscap.remediation': oscapRemediation,
  'org.osbuild.ostree': ostree,
  'org.osbuild.ostree.aleph': ostreeAleph,
  'org.osbuild.ostree.commit': ostreeCommit,
  'org.osbuild.ostree.config': ostreeConfig,
  'org.osbuild.ostree.deploy': ostreeDeploy,
  'org.osbuild.ostree.deploy.container': ostreeDeployContainer,
  'org.osbuild.ostree.encapsulate': ostreeEncapsulate,
  'org.osbuild.ostree.fillvar': ostreeFillvar,
  'org.osbuild.ostree.genkey': ostreeGenkey,
  'org.osbuild.ostree.grub2': ostreeGrub2,
  'org.osbuild.ostree.init': ostreeInit,
  'org.osbuild.ostree.init-fs': ostreeInitFs,
  'org.osbuild.ostree.os-init': ostreeOsInit,
  'org.osbuild.ostree.passwd': ostreePasswd,
  'org.osbuild.ostree.post-copy': ostreePostCopy,
  'org.osbuild.ostree.preptree': ostreePreptree,
  'org.osbuild.ostree.pull': ostreePull,
  'org.osbuild.ostree.remotes': ostreeRemotes,
  'org.osbuild.ostree.selinux': ostreeSelinux,
  'org.osbuild.ostree.sign': ostreeSign,
  'org.osbuild.ovf': ovf,
  'org.osbuild.pacman': pacman,
  'org.osbuild.pacman-keyring': pacmanKeyring,
  'org.osbuild.pacman.conf': pacmanConf,
  'org.osbuild.pacman.mirrorlist.conf': pacmanMirrorlistConf,
  'org.osbuild.pam.limits.conf': pamLimitsConf,
  'org.osbuild.parted': parted,
  'org.osbuild.pki.update-ca-trust': pkiUpdateCaTrust,
  'org.osbuild.pwquality.conf': pwqualityConf,
  'org.osbuild.qemu': qemu,
  'org.osbuild.resolv-conf': resolvConf,
  'org.osbuild.rhsm': rhsm,
  'org.osbuild.rhsm.facts': rhsmFacts,
  'org.osbuild.rpm': rpm,
  'org.osbuild.rpm-ostree': rpmOstree,
  'org.osbuild.rpm.macros': rpmMacros,
  'org.osbuild.rpmkeys.import': rpmkeysImport,
  'org.osbuild.selinux': selinux,
  'org.osbuild.selinux.config': selinuxConfig,
  'org.osbuild.sfdisk': sfdisk,
  'org.osbuild.sgdisk': sgdisk,
  'org.osbuild.shell.init': shellInit,
  'org.osbuild.skopeo': skopeo,
  'org.osbuild.squashfs': squashfs,
  'org.osbuild.sshd.config': sshdConfig,
  'org.osbuild.sysconfig': sysconfig,
  'org.osbuild.sysctld': sysctld,
  'org.osbuild.systemd': systemd,
  'org.osbuild.systemd-journald': systemdJournald,
  'org.osbuild.systemd-logind': systemdLogind,
  'org.osbuild.systemd-repart.create': systemdRepartCreate,
  'org.osbuild.systemd-sysusers': systemdSysusers,
  'org.osbuild.systemd-sysusers.d': systemdSysusersD,
  'org.osbuild.systemd.preset': systemdPreset,
  'org.osbuild.systemd.unit': systemdUnit,
  'org.osbuild.systemd.unit.create': systemdUnitCreate,
  'org.osbuild.tar': tar,
  'org.osbuild.test': test,
  'org.osbuild.timezone': timezone,
  'org.osbuild.tmpfilesd': tmpfilesd,
  'org.osbuild.treeinfo': treeinfo,
  'org.osbuild.truncate': truncate,
  'org.osbuild.tuned': tuned,
  'org.osbuild.udev.rules': udevRules,
  'org.osbuild.uki': uki,
  'org.osbuild.untar': untar,
  'org.osbuild.update-crypto-policies': updateCryptoPolicies,
  'org.osbuild.users': users,
  'org.osbuild.vagrant': vagrant,
  'org.osbuild.waagent.conf': waagentConf,
  'org.osbuild.write-device': writeDevice,
  'org.osbuild.wsl-distribution.conf': wslDistributionConf,
  'org.osbuild.wsl.conf': wslConf,
  'org.osbuild.xorrisofs': xorrisofs,
  'org.osbuild.xz': xz,
  'org.osbuild.yum.config': yumConfig,
  'org.osbuild.yum.repos': yumRepos,
  'org.osbuild.zip': zip,
  'org.osbuild.zipl': zipl,
  'org.osbuild.zipl.inst': ziplInst,
  'org.osbuild.zstd': zstd,
} as const satisfies Readonly<Record<string, z.ZodType>>;
