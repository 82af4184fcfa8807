import { isAllowedMount } from './mount-word.ts';
import { keyOf } from './named-root.ts';

/**
 * The words of a command line with which nothing but the sealed root starts, by key. They are those of which
 * documentation says that they configure the console, logs, hardware, memory, processors, and devices
 * (kernel-parameters.txt, kernel-command-line(7), dracut.cmdline(7)), or that they make checks stricter. What is not here
 * may be harmless, too: the kernel hands words that it does not know to init, as its environment or its arguments.
 */

/** Without a slash there is no path, and without blanks and signs that shells know no second word and no command. */
const plain = /^[\w.,:=+@-]*$/;
const yes = /^(?:1|y|yes|on|true|Y)?$/;
const no = /^(?:0|n|no|off|false|N)$/;
const boolean = /^(?:1|0|y|n|yes|no|on|off|true|false|Y|N|t|f)?$/;
const names = /^[\w,-]+$/;
const fileSystems = /^(?:ext[234]|xfs|btrfs|f2fs|bcachefs)(?:,(?:ext[234]|xfs|btrfs|f2fs|bcachefs))*$/;
/**
 * The device that has the repository of composefs: what is mounted of it is checked by its digest. Next to disks, /dev has
 * names that the kernel takes for something else, and directories in which anybody makes files.
 */
const blockDevice =
  /^(?:(?:PART)?(?:UUID|LABEL)=[\w.:@+-]+|gpt-auto(?:-force)?|\/dev\/(?!nfs|cifs|ram|root|loop|nbd|shm\/|fd\/|pts\/|mqueue\/|hugepages\/)[\w.:@+-]+(?:\/[\w.:@+-]+)*)$/;
/**
 * Of mount(8), ext4(5), xfs(5) and btrfs(5), without those that name other devices, files, directories or programs
 * (`loop`, `helper=`, `device=`, `logdev=`, `bind`, `X-mount.subdir=`), or units (`x-systemd.`).
 */
const mountOption =
  /(?:defaults|ro|rw|(?:no|rel|strict|lazy)?atime|nodiratime|nodev|nosuid|noexec|(?:no)?discard(?:=\w+)?|barrier=\d|commit=\d+|data=(?:ordered|journal|writeback)|errors=(?:remount-ro|panic|continue)|subvol=\/?[\w.@-]+(?:\/[\w.@-]+)*|subvolid=\d+|compress(?:-force)?=\w+(?::\d+)?|(?:no)?ssd|degraded|(?:no)?autodefrag|space_cache(?:=v\d)?|(?:[ugp]|prj|grp|usr)?(?:no)?quota|inode(?:32|64)|(?:no)?acl|user_xattr|verity)/
    .source;
const mountOptions = new RegExp(`^${mountOption}(?:,${mountOption})*$`);

type Rule = readonly [values: RegExp, ...keys: readonly string[]];

const rules: readonly Rule[] = [
  // bootc and the root file system; which root is in them is checked elsewhere.
  [/^.*$/s, 'composefs composefs.digest'],
  [blockDevice, 'root boot'],
  [fileSystems, 'rootfstype'],
  [mountOptions, 'rootflags'],
  [plain, 'ro rw rootwait rootdelay noresume fsck.mode fsck.repair quotacheck.mode rd.skipfsck fastboot'],
  [/^no$/, 'hibernate'],
  [/^disabled$/, 'cloud_init'],
  [/^(?:no|false|0|off|state)$/, 'systemd.volatile'],
  [/^\/(?:usr\/lib\/systemd\/systemd|lib\/systemd\/systemd|usr\/sbin\/init|sbin\/init)$/, 'init'],
  // Console, logs and graphics.
  [
    plain,
    'console earlycon earlyprintk consoleblank loglevel log_buf_len no_console_suspend keep_bootcon fbcon video vga',
  ],
  [plain, 'quiet debug splash rhgb nosplash nomodeset ignore_loglevel initcall_debug no_hash_pointers logo.nologo'],
  [boolean, 'plymouth.enable plymouth.ignore_serial_consoles rd.plymouth'],
  [/^[\w.@-]*$/, 'vconsole.keymap vconsole.keymap_toggle vconsole.font vconsole.font_map vconsole.font_unimap'],
  [
    /^[\w.@-]*$/,
    'rd.vconsole.keymap rd.vconsole.font rd.vconsole.unicode rd.vconsole.font.map rd.vconsole.font.unimap',
  ],
  [/^[\w.@-]*$/, 'locale.LANG locale.LANGUAGE locale.LC_CTYPE locale.LC_TIME locale.LC_MESSAGES rd.locale.LANG'],
  // systemd and udev, in the initramfs too.
  ...both(plain, 'systemd.show_status systemd.status_unit_format systemd.log_level systemd.log_target'),
  ...both(plain, 'systemd.log_color systemd.log_location systemd.log_time systemd.log_tid systemd.log_ratelimit_kmsg'),
  ...both(plain, 'systemd.default_timeout_start_sec systemd.default_device_timeout_sec systemd.watchdog_sec'),
  ...both(plain, 'systemd.watchdog_pre_sec systemd.service_watchdogs systemd.dump_core systemd.crash_chvt'),
  ...both(boolean, 'systemd.crash_reboot systemd.gpt_auto systemd.tpm2_wait systemd.battery_check'),
  ...both(/^(?:freeze|reboot|poweroff)$/, 'systemd.crash_action'),
  ...both(plain, 'udev.log_level udev.log_priority udev.children_max udev.event_timeout udev.exec_delay'),
  ...both(plain, 'udev.timeout_signal udev.blockdev_read_only udev.info udev.debug'),
  [plain, 'systemd.cpu_affinity systemd.unified_cgroup_hierarchy systemd.legacy_systemd_cgroup_controller'],
  [plain, 'systemd.hostname systemd.machine_id systemd.restore_state systemd.swap systemd.zram systemd.getty_auto'],
  [plain, 'systemd.journald.forward_to_syslog systemd.journald.forward_to_kmsg systemd.journald.forward_to_console'],
  [plain, 'systemd.journald.forward_to_wall systemd.journald.max_level_console systemd.journald.max_level_kmsg'],
  [plain, 'systemd.journald.max_level_store systemd.journald.max_level_syslog systemd.journald.max_level_wall'],
  [/^(?:multi-user|graphical)\.target$/, 'systemd.unit'],
  [/^$/, '3 5'],
  [no, 'systemd.firstboot systemd.import_credentials systemd.sysext systemd.confext systemd.crash_shell'],
  [no, 'systemd.debug_shell rd.systemd.debug_shell systemd.confirm_spawn systemd.ssh_auto rd.shell'],
  [boolean, 'fstab rd.fstab'],
  // Devices of the initramfs; what is mounted of them has to have the digest.
  [plain, 'rd.luks rd.luks.uuid rd.luks.name rd.luks.options rd.luks.crypttab rd.luks.allow_discards rd.luks.timeout'],
  [plain, 'luks luks.uuid luks.name luks.options luks.crypttab rd.lvm rd.lvm.vg rd.md rd.md.uuid rd.md.waitclean'],
  [/^[\w.+-]+\/[\w.+-]+$/, 'rd.lvm.lv'],
  [plain, 'rd.md.imsm rd.md.ddf rd.dm rd.dm.uuid rd.multipath rd.auto rd.retry rd.timeout rd.info rd.debug'],
  [/^(?:reboot|poweroff|halt)$/, 'rd.emergency'],
  [/^[\w.,:=+@[\]/-]*$/, 'ip nameserver ifname bootdev BOOTIF vlan bond bridge team rd.neednet rd.peerdns rd.bootif'],
  [plain, 'net.ifnames net.naming_scheme biosdevname'],
  // Modules of the sealed root are loaded, or not loaded.
  [names, 'modules_load rd.modules_load rd.driver.pre rd.driver.post rd.driver.blacklist module_blacklist'],
  [names, 'modprobe.blacklist'],
  // Security: what makes checks stricter, and what does not concern code.
  [plain, 'enforcing audit audit_backlog_limit integrity_audit ima_hash ima_template mitigations'],
  [yes, 'selinux apparmor module.sig_enforce'],
  [/^selinux$/, 'security'],
  [/^(?:integrity|confidentiality)$/, 'lockdown'],
  [/^enforce$/, 'ima_appraise'],
  [
    /^(?:tcb|appraise_tcb|secure_boot|fail_securely)(?:\|(?:tcb|appraise_tcb|secure_boot|fail_securely))*$/,
    'ima_policy',
  ],
  [boolean, 'fips init_on_alloc init_on_free slab_nomerge slub_nomerge page_alloc.shuffle page_poison'],
  [boolean, 'hardened_usercopy randomize_kstack_offset random.trust_cpu random.trust_bootloader'],
  [/^off$/, 'debugfs'],
  [/^strict$/, 'iomem'],
  [no, 'bdev_allow_write_mounted'],
  [/^simpledrm_platform_driver_init$/, 'initcall_blacklist'],
  [/^never$/, 'proc_mem.force_override'],
  [
    plain,
    'vsyscall ia32_emulation extra_latent_entropy pti kpti nopti nosmt smt spectre_v1 spectre_v2 spectre_v2_user spectre_bhi nospectre_v1 nospectre_v2',
    'spec_store_bypass_disable ssbd l1tf l1d_flush mds tsx tsx_async_abort mmio_stale_data retbleed srbds vmscape',
    'spec_rstack_overflow gather_data_sampling reg_file_data_sampling indirect_target_selection tsa nokaslr',
  ],
  // Processors, timers and power.
  [
    plain,
    'intel_pstate amd_pstate amd_prefcore cpufreq.off cpufreq.default_governor cpuidle.off cpuidle.governor idle',
    'processor.max_cstate intel_idle.max_cstate nohz nohz_full isolcpus irqaffinity rcu_nocbs rcu_nocb_poll nowatchdog',
    'nmi_watchdog watchdog watchdog_thresh nosoftlockup softlockup_panic hung_task_panic skew_tick threadirqs preempt',
    'nr_cpus maxcpus possible_cpus tsc clocksource hpet no_timer_check noapic nolapic apic x2apic_phys nox2apic mce',
    'panic panic_on_oops panic_on_warn panic_print oops pause_on_oops crash_kexec_post_notifiers crashkernel reboot',
    'split_lock_detect mem_sleep_default no_stf_barrier nohlt numa numa_balancing highres irqpoll coherent_pool tuned.non_isolcpus',
  ],
  // Memory and control groups.
  [plain, 'hugepages hugepagesz default_hugepagesz transparent_hugepage cma swiotlb movable_node psi swapaccount'],
  [
    plain,
    'cgroup_disable cgroup_enable cgroup_no_v1 cgroup.memory cgroup_favordynmods slub_debug slab_debug mem_encrypt memtest',
  ],
  // Buses and devices.
  [
    plain,
    'acpi acpi_osi acpi_backlight acpi_enforce_resources acpi_rev_override acpi_sleep acpi_mask_gpe pci pnp',
    'pcie_aspm pcie_ports pcie_port_pm iommu intel_iommu amd_iommu iommu.passthrough iommu.strict efi ras edac_report',
    'ipv6.disable ipv6.disable_ipv6 ipv6.autoconf elevator pci_hotplug reserve_mem clk_ignore_unused pd_ignore_unused',
    'fw_devlink arm64.nobti arm64.nomte arm64.nopauth arm64.nosve kvm_arm.mode cpu_init_udelay deferred_probe_timeout',
  ],
];

/** Kernel modules of drivers, whose parameters choose how a device is used. */
const driverModules = new Set(
  words(
    '8250 ahci amdgpu ast ath10k_core ath11k atkbd ata_piix bluetooth bnx2x bnxt_en btusb cfg80211 drm e1000e ena ext4 gve',
    'hid_apple hv_balloon hv_netvsc hv_storvsc hyperv_fb i2c_hid i40e i8042 i915 ice igb igc intel_idle intel_iommu iwlmvm',
    'iwlwifi ixgbe kvm kvm_amd kvm_intel libata lpfc mac80211 megaraid_sas mgag200 mlx4_core mlx5_core mpt3sas nf_conntrack gpu_sched',
    'nouveau nvidia nvidia_drm nvidia_modeset nvidia_uvm nvme nvme_core pcie_aspm pciehp printk processor psmouse qla2xxx qxl r8169',
    'radeon rcupdate rcutree rng_core rtw88_core rtw89_core scsi_mod sd_mod snd_hda_intel snd_intel_dspcfg smsc95xx spi_amd',
    'thermal thinkpad_acpi tpm_crb tpm_tis ttm usb_storage usbcore usbhid vfio_iommu_type1 vfio_pci virtio_gpu virtio_net vmwgfx vt',
    'workqueue xe xen_netfront xhci_hcd zswap',
  ),
);
/** Names of parameters that make a driver load something, or that hold settings of several kinds. */
const loads = /firmware|fw|path|file|vbt|edid|modprobe|helper|script|patch|config|bios|rom$|load|ucode|microcode/i;
/** Numbers, switches and identifiers of devices: no name of a file is one of them. */
const setting =
  /^(?:-?\d+|0x[\da-f]+|y|n|yes|no|on|off|true|false|auto|[\da-f]{4}:[\da-f]{4}(?::[\w-]*)*|0x[\da-f]+(?::0x[\da-f]+)+)?$/i;
/** Parameters with values of other kinds, which choose among what a driver has. */
const choices: ReadonlyMap<string, RegExp> = new Map([
  ['cfg80211.ieee80211_regdom', /^[A-Z\d]{2}$/],
  ['kvm.nx_huge_pages', /^(?:force|never)$/],
  ['kvm_intel.vmentry_l1d_flush', /^(?:always|cond|never)$/],
  ['libata.force', /^[\w.:-]+$/],
  ['pcie_aspm.policy', /^(?:default|performance|powersave|powersupersave)$/],
  ['printk.devkmsg', /^ratelimit$/],
  ['psmouse.proto', /^(?:bare|imps|exps|any)$/],
  ['snd_hda_intel.model', /^[\w-]+$/],
  ['zswap.compressor', /^(?:lzo|lzo-rle|lz4|lz4hc|zstd|deflate|842)$/],
  ['zswap.zpool', /^(?:zbud|z3fold|zsmalloc)$/],
]);
/** Sysctls that name no program. */
const sysctls = /^sysctl\.(?:vm|net)\.[\w.]+$/;

const allowed: ReadonlyMap<string, readonly RegExp[]> = byKey(rules);

/** Whether a word with this key is allowed with some values. */
export const isAllowedKey = (key: string): boolean => allowed.has(key);

/** Whether a kernel module is a driver some of whose parameters are allowed. */
export const isDriver = (module: string): boolean => driverModules.has(module);

/** Whether a word of a command line leaves what starts as it is. */
export function isAllowedWord(word: string): boolean {
  const key = keyOf(word);
  const value = word.slice(key.length + 1);
  if (climbs(value)) return false;
  if (allowed.get(key)?.some((values) => values.test(value)) === true) return true;
  if (key === 'systemd.mount_extra') return isAllowedMount(value);
  const [module = '', parameter, ...more] = key.split('.');
  if (parameter === undefined || !plain.test(value)) return false;
  if (more.length === 0 && driverModules.has(module)) return isSetting(key, parameter, value);
  return sysctls.test(key);
}

/** Whether a path in a value may lead out of where it begins. */
function climbs(value: string): boolean {
  return value.split(/[/=:,]/).some((name) => name === '.' || name === '..');
}

function isSetting(key: string, parameter: string, value: string): boolean {
  if (loads.test(parameter)) return false;
  return value.split(',').every((part) => setting.test(part) || choices.get(key)?.test(part) === true);
}

function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

function both(values: RegExp, keys: string): readonly Rule[] {
  return [
    [values, keys],
    [values, keys.replace(/(^| )/g, '$1rd.')],
  ];
}

function byKey(all: readonly Rule[]): ReadonlyMap<string, readonly RegExp[]> {
  const found = new Map<string, readonly RegExp[]>();
  for (const [values, ...keys] of all)
    for (const key of words(...keys)) found.set(key, [...(found.get(key) ?? []), values]);
  return found;
}
