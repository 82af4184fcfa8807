import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';
import { pythonRegex } from '../schema/python-regex.ts';
import { groupsByName } from '../shared-schemas.ts';

const ksbooleanFromPykickstartRef = z.literal(['yes', 'on', 'true', '1', 1, 'off', 'no', 'false', '0', 0]);

const networkOptionsRef = z.strictObject({
  activate: z.exactOptional(z.boolean()),
  bootproto: z.exactOptional(z.literal(['dhcp', 'bootp', 'ibft', 'static'])),
  device: z.string().regex(pythonRegex(/^([a-zA-Z0-9]{2,16}|(([a-fA-F0-9]{2}:){5}[a-fA-F0-9A]{2}))$/)),
  onboot: z.exactOptional(ksbooleanFromPykickstartRef),
  ip: z.exactOptional(z.string().regex(pythonRegex(/^(((25[0-5]|(2[0-4]|1\d|[1-9]|)\d)\.?\b){4}|auto)$/))),
  ipv6: z.exactOptional(z.string()),
  gateway: z.exactOptional(z.string().regex(pythonRegex(/^((25[0-5]|(2[0-4]|1\d|[1-9]|)\d)\.?\b){4}$/))),
  ipv6gateway: z.exactOptional(z.string()),
  nameservers: z.exactOptional(z.array(z.string().regex(pythonRegex(/^((25[0-5]|(2[0-4]|1\d|[1-9]|)\d)\.?\b){4}$/)))),
  netmask: z.exactOptional(z.string()),
  hostname: z.exactOptional(
    z.string().regex(pythonRegex(/(?=^.{1,253}$)^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}((\.[a-zA-Z0-9][a-zA-Z0-9-]{0,62})+)?$/)),
  ),
  essid: z.exactOptional(z.string()),
  wpakey: z.exactOptional(z.string()),
});

/** Options of `org.osbuild.kickstart`, in the order in which they are written. */
export const kickstart = z
  .strictObject({
    path: z.exactOptional(z.string()),
    ostree: z.exactOptional(
      z.strictObject({
        osname: z.string(),
        remote: z.exactOptional(z.string()),
        url: z.string(),
        ref: z.string(),
        gpg: z.exactOptional(z.boolean()),
      }),
    ),
    ostreecontainer: z.exactOptional(
      z.strictObject({
        stateroot: z.exactOptional(z.string()),
        url: z.string(),
        transport: z.exactOptional(z.literal(['registry', 'oci', 'oci-archive', 'dir', 'containers-storage'])),
        remote: z.exactOptional(z.string()),
        signatureverification: z.exactOptional(z.boolean()),
      }),
    ),
    bootc: z.exactOptional(
      z.strictObject({ 'source-imgref': z.string(), 'target-imgref': z.exactOptional(z.string()) }),
    ),
    liveimg: z.exactOptional(z.looseObject({ url: z.string() })),
    users: z.exactOptional(
      z.record(
        z.string().regex(pythonRegex(/^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,255}$/)),
        z.looseObject({
          uid: z.exactOptional(z.number()),
          gid: z.exactOptional(z.number()),
          groups: z.exactOptional(z.array(z.string())),
          description: z.exactOptional(z.string()),
          home: z.exactOptional(z.string()),
          shell: z.exactOptional(z.string()),
          password: z.exactOptional(z.string()),
          key: z.exactOptional(z.string()),
        }),
      ),
    ),
    groups: z.exactOptional(groupsByName),
    lang: z.exactOptional(z.string()),
    keyboard: z.exactOptional(z.string()),
    timezone: z.exactOptional(z.string()),
    display_mode: z.exactOptional(z.literal(['text', 'graphical', 'cmdline'])),
    reboot: z.exactOptional(
      z.union([
        z.boolean(),
        z
          .strictObject({ eject: z.exactOptional(z.boolean()), kexec: z.exactOptional(z.boolean()) })
          .refine(...keysMeet({ anyOf: [{ required: ['eject'] }, { required: ['kexec'] }] })),
      ]),
    ),
    rootpw: z.exactOptional(
      z
        .looseObject({
          lock: z.exactOptional(z.boolean()),
          plaintext: z.exactOptional(z.boolean()),
          iscrypted: z.exactOptional(z.boolean()),
          allow_ssh: z.exactOptional(z.boolean()),
          password: z.exactOptional(z.string().min(1)),
        })
        .refine(
          ...keysMeet({
            anyOf: [
              { required: ['lock'], not: { required: ['allow_ssh'] } },
              { required: ['iscrypted', 'password'], not: { required: ['plaintext'] } },
              { required: ['plaintext', 'password'], not: { required: ['iscrypted'] } },
            ],
          }),
        ),
    ),
    zerombr: z.exactOptional(z.boolean()),
    clearpart: z.exactOptional(
      z
        .looseObject({
          all: z.exactOptional(z.boolean()),
          initlabel: z.exactOptional(z.boolean()),
          drives: z.exactOptional(z.array(z.string().regex(pythonRegex(/^[A-Za-z0-9/:_|*-]+$/)))),
          list: z.exactOptional(z.array(z.string().regex(pythonRegex(/^[A-Za-z0-9]+$/)))),
          disklabel: z.exactOptional(z.string().regex(pythonRegex(/^[A-Za-z0-9_-]+$/))),
          linux: z.exactOptional(z.boolean()),
        })
        .refine(
          ...keysMeet({
            anyOf: [
              { required: ['all'] },
              { required: ['drives'] },
              { required: ['list'] },
              { required: ['disklabel'] },
              { required: ['linux'] },
            ],
          }),
        ),
    ),
    autopart: z.exactOptional(
      z
        .looseObject({
          type: z.exactOptional(z.literal(['lvm', 'btrfs', 'plain', 'thinp'])),
          fstype: z.exactOptional(z.string()),
          nolvm: z.exactOptional(z.boolean()),
          encrypted: z.exactOptional(z.boolean()),
          passphrase: z.exactOptional(z.string()),
          escrowcert: z.exactOptional(z.string()),
          backuppassphrase: z.exactOptional(z.boolean()),
          cipher: z.exactOptional(z.string()),
          'luks-version': z.exactOptional(z.string()),
          pbkdf: z.exactOptional(z.string()),
          'pbkdf-memory': z.exactOptional(z.int()),
          'pbkdf-time': z.exactOptional(z.int()),
          'pbkdf-iterations': z.exactOptional(z.int()),
          nohome: z.exactOptional(z.boolean()),
          noswap: z.exactOptional(z.boolean()),
        })
        .refine(...keysMeet({ not: { required: ['pbkdf-iterations', 'pbkdf-time'] } })),
    ),
    network: z.exactOptional(z.array(networkOptionsRef).min(1)),
    bootloader: z.exactOptional(z.strictObject({ append: z.exactOptional(z.string()) })),
    '%post': z.exactOptional(
      z
        .array(
          z.strictObject({
            erroronfail: z.exactOptional(z.boolean()),
            interpreter: z.exactOptional(z.string()),
            log: z.exactOptional(z.string()),
            nochroot: z.exactOptional(z.boolean()),
            commands: z.array(z.string()).min(1),
          }),
        )
        .min(1),
    ),
  })
  .refine(
    ...keysMeet({
      oneOf: [
        {
          required: ['path'],
          not: { anyOf: [{ required: ['ostree'] }, { required: ['ostreecontainer'] }, { required: ['bootc'] }] },
        },
        { required: ['ostree', 'path'] },
        { required: ['ostreecontainer', 'path'] },
        { required: ['bootc', 'path'] },
      ],
    }),
  );
