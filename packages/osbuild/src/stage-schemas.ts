// Written by `npm run add-stage`: one line for each file of stages/.
import type { z } from 'zod';
import type { StageType } from './stage-options.ts';
import { anaconda } from './stages/anaconda.ts';
import { bootcInstallConfig } from './stages/bootc-install-config.ts';
import { bootcInstallToFilesystem } from './stages/bootc-install-to-filesystem.ts';
import { bootctlInstallRoot } from './stages/bootctl-install-root.ts';
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
import { cpioOut } from './stages/cpio-out.ts';
import { createaddrsize } from './stages/createaddrsize.ts';
import { crypttab } from './stages/crypttab.ts';
import { dd } from './stages/dd.ts';
import { discinfo } from './stages/discinfo.ts';
import { dmverity } from './stages/dmverity.ts';
import { dracut } from './stages/dracut.ts';
import { dracutConf } from './stages/dracut-conf.ts';
import { erofs } from './stages/erofs.ts';
import { firewall } from './stages/firewall.ts';
import { firstBoot } from './stages/first-boot.ts';
import { fixBls } from './stages/fix-bls.ts';
import { fstab } from './stages/fstab.ts';
import { groups } from './stages/groups.ts';
import { grub2 } from './stages/grub2.ts';
import { grub2D } from './stages/grub2-d.ts';
import { grub2Inst } from './stages/grub2-inst.ts';
import { grub2Iso } from './stages/grub2-iso.ts';
import { grub2IsoLegacy } from './stages/grub2-iso-legacy.ts';
import { gunzip } from './stages/gunzip.ts';
import { gzip } from './stages/gzip.ts';
import { hostname } from './stages/hostname.ts';
import { ignition } from './stages/ignition.ts';
import { implantisomd5 } from './stages/implantisomd5.ts';
import { insightsClientConfig } from './stages/insights-client-config.ts';
import { isolinux } from './stages/isolinux.ts';
import { kernelCmdline } from './stages/kernel-cmdline.ts';
import { kernelCmdlineBlsAppend } from './stages/kernel-cmdline-bls-append.ts';
import { keymap } from './stages/keymap.ts';
import { kickstart } from './stages/kickstart.ts';
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
import { mkswap } from './stages/mkswap.ts';
import { modprobe } from './stages/modprobe.ts';
import { nmConf } from './stages/nm-conf.ts';
import { noop } from './stages/noop.ts';
import { ostreeConfig } from './stages/ostree-config.ts';
import { ostreeDeployContainer } from './stages/ostree-deploy-container.ts';
import { ostreeFillvar } from './stages/ostree-fillvar.ts';
import { ostreeGrub2 } from './stages/ostree-grub2.ts';
import { ostreeInitFs } from './stages/ostree-init-fs.ts';
import { ostreeOsInit } from './stages/ostree-os-init.ts';
import { ostreeSelinux } from './stages/ostree-selinux.ts';
import { ovf } from './stages/ovf.ts';
import { parted } from './stages/parted.ts';
import { pkiUpdateCaTrust } from './stages/pki-update-ca-trust.ts';
import { qemu } from './stages/qemu.ts';
import { resolvConf } from './stages/resolv-conf.ts';
import { rhsm } from './stages/rhsm.ts';
import { rhsmFacts } from './stages/rhsm-facts.ts';
import { selinux } from './stages/selinux.ts';
import { selinuxConfig } from './stages/selinux-config.ts';
import { sfdisk } from './stages/sfdisk.ts';
import { sgdisk } from './stages/sgdisk.ts';
import { shellInit } from './stages/shell-init.ts';
import { skopeo } from './stages/skopeo.ts';
import { squashfs } from './stages/squashfs.ts';
import { sshdConfig } from './stages/sshd-config.ts';
import { sysctld } from './stages/sysctld.ts';
import { systemd } from './stages/systemd.ts';
import { systemdJournald } from './stages/systemd-journald.ts';
import { systemdLogind } from './stages/systemd-logind.ts';
import { systemdPreset } from './stages/systemd-preset.ts';
import { systemdRepartCreate } from './stages/systemd-repart-create.ts';
import { systemdSysusersD } from './stages/systemd-sysusers-d.ts';
import { systemdUnit } from './stages/systemd-unit.ts';
import { systemdUnitCreate } from './stages/systemd-unit-create.ts';
import { tar } from './stages/tar.ts';
import { timezone } from './stages/timezone.ts';
import { tmpfilesd } from './stages/tmpfilesd.ts';
import { truncate } from './stages/truncate.ts';
import { udevRules } from './stages/udev-rules.ts';
import { uki } from './stages/uki.ts';
import { untar } from './stages/untar.ts';
import { updateCryptoPolicies } from './stages/update-crypto-policies.ts';
import { users } from './stages/users.ts';
import { vagrant } from './stages/vagrant.ts';
import { writeDevice } from './stages/write-device.ts';
import { wslConf } from './stages/wsl-conf.ts';
import { wslDistributionConf } from './stages/wsl-distribution-conf.ts';
import { xorrisofs } from './stages/xorrisofs.ts';
import { xz } from './stages/xz.ts';
import { zip } from './stages/zip.ts';
import { zipl } from './stages/zipl.ts';
import { ziplInst } from './stages/zipl-inst.ts';
import { zstd } from './stages/zstd.ts';

/** The schema of the options of every stage that Bootwright knows. */
export const stageSchemas = {
  'org.osbuild.anaconda': anaconda,
  'org.osbuild.bootc.install-to-filesystem': bootcInstallToFilesystem,
  'org.osbuild.bootc.install.config': bootcInstallConfig,
  'org.osbuild.bootctl.install.root': bootctlInstallRoot,
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
  'org.osbuild.cpio.out': cpioOut,
  'org.osbuild.createaddrsize': createaddrsize,
  'org.osbuild.crypttab': crypttab,
  'org.osbuild.dd': dd,
  'org.osbuild.discinfo': discinfo,
  'org.osbuild.dmverity': dmverity,
  'org.osbuild.dracut': dracut,
  'org.osbuild.dracut.conf': dracutConf,
  'org.osbuild.erofs': erofs,
  'org.osbuild.firewall': firewall,
  'org.osbuild.first-boot': firstBoot,
  'org.osbuild.fix-bls': fixBls,
  'org.osbuild.fstab': fstab,
  'org.osbuild.groups': groups,
  'org.osbuild.grub2': grub2,
  'org.osbuild.grub2.d': grub2D,
  'org.osbuild.grub2.inst': grub2Inst,
  'org.osbuild.grub2.iso': grub2Iso,
  'org.osbuild.grub2.iso.legacy': grub2IsoLegacy,
  'org.osbuild.gunzip': gunzip,
  'org.osbuild.gzip': gzip,
  'org.osbuild.hostname': hostname,
  'org.osbuild.ignition': ignition,
  'org.osbuild.implantisomd5': implantisomd5,
  'org.osbuild.insights-client.config': insightsClientConfig,
  'org.osbuild.isolinux': isolinux,
  'org.osbuild.kernel-cmdline': kernelCmdline,
  'org.osbuild.kernel-cmdline.bls-append': kernelCmdlineBlsAppend,
  'org.osbuild.keymap': keymap,
  'org.osbuild.kickstart': kickstart,
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
  'org.osbuild.mkswap': mkswap,
  'org.osbuild.modprobe': modprobe,
  'org.osbuild.nm.conf': nmConf,
  'org.osbuild.noop': noop,
  'org.osbuild.ostree.config': ostreeConfig,
  'org.osbuild.ostree.deploy.container': ostreeDeployContainer,
  'org.osbuild.ostree.fillvar': ostreeFillvar,
  'org.osbuild.ostree.grub2': ostreeGrub2,
  'org.osbuild.ostree.init-fs': ostreeInitFs,
  'org.osbuild.ostree.os-init': ostreeOsInit,
  'org.osbuild.ostree.selinux': ostreeSelinux,
  'org.osbuild.ovf': ovf,
  'org.osbuild.parted': parted,
  'org.osbuild.pki.update-ca-trust': pkiUpdateCaTrust,
  'org.osbuild.qemu': qemu,
  'org.osbuild.resolv-conf': resolvConf,
  'org.osbuild.rhsm': rhsm,
  'org.osbuild.rhsm.facts': rhsmFacts,
  'org.osbuild.selinux': selinux,
  'org.osbuild.selinux.config': selinuxConfig,
  'org.osbuild.sfdisk': sfdisk,
  'org.osbuild.sgdisk': sgdisk,
  'org.osbuild.shell.init': shellInit,
  'org.osbuild.skopeo': skopeo,
  'org.osbuild.squashfs': squashfs,
  'org.osbuild.sshd.config': sshdConfig,
  'org.osbuild.sysctld': sysctld,
  'org.osbuild.systemd': systemd,
  'org.osbuild.systemd-journald': systemdJournald,
  'org.osbuild.systemd-logind': systemdLogind,
  'org.osbuild.systemd-repart.create': systemdRepartCreate,
  'org.osbuild.systemd-sysusers.d': systemdSysusersD,
  'org.osbuild.systemd.preset': systemdPreset,
  'org.osbuild.systemd.unit': systemdUnit,
  'org.osbuild.systemd.unit.create': systemdUnitCreate,
  'org.osbuild.tar': tar,
  'org.osbuild.timezone': timezone,
  'org.osbuild.tmpfilesd': tmpfilesd,
  'org.osbuild.truncate': truncate,
  'org.osbuild.udev.rules': udevRules,
  'org.osbuild.uki': uki,
  'org.osbuild.untar': untar,
  'org.osbuild.update-crypto-policies': updateCryptoPolicies,
  'org.osbuild.users': users,
  'org.osbuild.vagrant': vagrant,
  'org.osbuild.write-device': writeDevice,
  'org.osbuild.wsl-distribution.conf': wslDistributionConf,
  'org.osbuild.wsl.conf': wslConf,
  'org.osbuild.xorrisofs': xorrisofs,
  'org.osbuild.xz': xz,
  'org.osbuild.zip': zip,
  'org.osbuild.zipl': zipl,
  'org.osbuild.zipl.inst': ziplInst,
  'org.osbuild.zstd': zstd,
} as const satisfies Readonly<Record<StageType, z.ZodType>>;
