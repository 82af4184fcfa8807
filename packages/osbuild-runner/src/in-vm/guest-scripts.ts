import { renderCommand } from '@bootwright/process';

/** Mount points in the guest of folders shared with the host, and of the disk for unfinished trees. */
export const guestPlaces = {
  job: '/run/bootwright',
  output: '/run/bootwright-output',
  store: '/run/bootwright-store',
  podman: '/run/bootwright-podman',
} as const;

/** Names of files in the folder of the job. */
export const jobFiles = { script: 'job.sh', result: 'result.json', stderr: 'stderr', exit: 'exit' } as const;

/** Mount options of 9p folders: large messages, because each has a latency. */
export const ninep = 'trans=virtio,version=9p2000.L,msize=524288';

/**
 * The kernel modules that a build uses, loaded here because the host may lack the modprobe with which the kernel loads
 * them. Built-in modules have no file and are skipped.
 */
export const guestModules = [
  // Other modules need it without declaring it.
  'crc32c_generic',
  ...['virtio_pci', '9pnet_virtio', '9p', 'overlay', 'virtio_blk', 'virtio_console', 'virtio_net', 'virtio_rng'],
  ...['loop', 'ext4', 'xfs', 'btrfs', 'vfat', 'nls_cp437', 'nls_ascii', 'nls_iso8859_1', 'nls_utf8', 'fuse', 'erofs'],
  ...['dm_mod', 'dm_crypt'],
  // Digests of fs-verity.
  ...['sha256_generic', 'sha512_generic'],
] as const;

/**
 * The first program of the guest: it mounts the host's root read-only below a layer in memory, and runs the job there.
 */
export const initScript = `#!/bin/busybox sh
b=/bin/busybox
$b mkdir -p /proc /sys /dev /lower /layer /root
$b mount -t devtmpfs dev /dev
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
for m in $($b cat /modules/order); do $b insmod /modules/$m || echo "bootwright: the module $m is not loaded"; done
$b mount -t 9p -o ${ninep},cache=loose,ro root /lower || echo 'bootwright: the root is not mounted'
$b mount -t tmpfs -o size=80% layer /layer
$b mkdir /layer/upper /layer/work
$b mount -t overlay -o lowerdir=/lower,upperdir=/layer/upper,workdir=/layer/work overlay /root ||
  echo 'bootwright: the layer over the root is not mounted'
for d in dev proc sys run tmp; do $b mkdir -p /root/$d; done
for d in dev proc sys; do $b mount --move /$d /root/$d; done
$b mount -t tmpfs -o mode=755 run /root/run
$b mkdir -p /root${guestPlaces.job}
$b mount -t 9p -o ${ninep},cache=none job /root${guestPlaces.job} || echo 'bootwright: the job is not mounted'
exec $b switch_root /root /bin/sh ${guestPlaces.job}/${jobFiles.script}
`;

/** A command to run in the guest. */
export interface GuestJob {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Shell lines that run before the command; `fail TEXT` ends the guest. */
  readonly preparation?: string;
}

/**
 * The script that runs in the host's root: it mounts the shared folders and the disk, runs the command with standard output
 * to the monitor port, writes the exit code, and powers off.
 */
export function jobScript({ command, environment, preparation = '' }: GuestJob): string {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${renderCommand([value])}`);
  const { job, output, store } = guestPlaces;
  return `off() { sync; echo o >/proc/sysrq-trigger; sleep 60; }
fail() { echo "bootwright: $1" >/dev/console; off; }
${exports.join('\n')}
export PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mount -t tmpfs tmp /tmp
mkdir -p /dev/shm /dev/pts
mount -t tmpfs shm /dev/shm
mount -t devpts pts /dev/pts
mount -t cgroup2 cgroup /sys/fs/cgroup
ln -sfn /proc/self/fd /dev/fd
ip link set lo up
ip link set eth0 up && ip addr add 10.0.2.15/24 dev eth0 && ip route add default via 10.0.2.2 &&
  rm -f /etc/resolv.conf && echo nameserver 10.0.2.3 >/etc/resolv.conf
modules=/lib/modules/$(uname -r)
mkdir -p ${output} ${store} $modules
mount -t 9p -o ${ninep},cache=loose,ro modules $modules || fail "the kernel's modules are not mounted"
mount -t 9p -o ${ninep},cache=none output ${output} || fail 'the folder of the output is not mounted'
mkfs.ext4 -q -F /dev/vda || fail 'the disk for the build cannot be formatted'
mount /dev/vda ${store} || fail 'the disk for the build is not mounted'
for one in /sys/class/virtio-ports/*; do
  [ "$(cat $one/name)" = bootwright.monitor ] && port=/dev/\${one##*/}
done
[ -c "$port" ] || fail 'the port of the monitor is missing'
${preparation}cd /
${renderCommand(command)} >"$port" 2>${job}/${jobFiles.stderr}
echo $? >${job}/${jobFiles.exit}
off
`;
}
