import { renderCommand } from '@bootwright/process';

/** Where the guest finds what it shares with this machine, and the disk for trees that are being built. */
export const guestPlaces = {
  job: '/run/bootwright',
  output: '/run/bootwright-output',
  store: '/run/bootwright-store',
  podman: '/run/bootwright-podman',
} as const;

/** Names of files in the folder of the job. */
export const jobFiles = { script: 'job.sh', result: 'result.json', stderr: 'stderr', exit: 'exit' } as const;

/** How 9p folders are mounted: by large messages, as every one of them takes its time. */
export const ninep = 'trans=virtio,version=9p2000.L,msize=524288';

/**
 * The modules that a build uses, for where this machine has no modprobe by which the kernel loads them itself; those that
 * are built in have no file, and are passed over.
 */
export const guestModules = [
  // Others ask for it without saying so.
  'crc32c_generic',
  ...['virtio_pci', '9pnet_virtio', '9p', 'overlay', 'virtio_blk', 'virtio_console', 'virtio_net', 'virtio_rng'],
  ...['loop', 'ext4', 'xfs', 'btrfs', 'vfat', 'nls_cp437', 'nls_ascii', 'nls_iso8859_1', 'nls_utf8', 'fuse', 'erofs'],
  ...['dm_mod', 'dm_crypt'],
  // What fs-verity computes digests with.
  ...['sha256_generic', 'sha512_generic'],
] as const;

/**
 * The first program of the guest: this machine's root becomes its own, read-only, under a layer in memory; then the job
 * runs there.
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
  echo 'bootwright: no layer lies over the root'
for d in dev proc sys run tmp; do $b mkdir -p /root/$d; done
for d in dev proc sys; do $b mount --move /$d /root/$d; done
$b mount -t tmpfs -o mode=755 run /root/run
$b mkdir -p /root${guestPlaces.job}
$b mount -t 9p -o ${ninep},cache=none job /root${guestPlaces.job} || echo 'bootwright: the job is not mounted'
exec $b switch_root /root /bin/sh ${guestPlaces.job}/${jobFiles.script}
`;

/** What is to run in the guest. */
export interface GuestJob {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Lines of a shell that come before it, where `fail TEXT` ends the guest. */
  readonly preparation?: string;
}

/**
 * What runs in this machine's root: it mounts what is shared and the disk, runs the command with its standard output on
 * the port of its monitor, tells its exit code, and switches off.
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
mkfs.ext4 -q -F /dev/vda || fail 'the disk for the build gets no file system'
mount /dev/vda ${store} || fail 'the disk for the build is not mounted'
for one in /sys/class/virtio-ports/*; do
  [ "$(cat $one/name)" = bootwright.monitor ] && port=/dev/\${one##*/}
done
[ -c "$port" ] || fail 'the port for what is told of the build is not there'
${preparation}cd /
${renderCommand(command)} >"$port" 2>${job}/${jobFiles.stderr}
echo $? >${job}/${jobFiles.exit}
off
`;
}
