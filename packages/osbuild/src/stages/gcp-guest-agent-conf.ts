import * as z from 'zod';
import { keysMeet } from '../schema/keys-meet.ts';

const Accounts = z
  .strictObject({
    deprovision_remove: z.exactOptional(z.boolean()),
    groups: z.exactOptional(z.array(z.unknown())),
    useradd_cmd: z.exactOptional(z.string()),
    userdel_cmd: z.exactOptional(z.string()),
    usermod_cmd: z.exactOptional(z.string()),
    gpasswd_add_cmd: z.exactOptional(z.string()),
    gpasswd_remove_cmd: z.exactOptional(z.string()),
    groupadd_cmd: z.exactOptional(z.string()),
  })
  .refine(...keysMeet({ minProperties: 1 }));

const Daemons = z
  .strictObject({
    accounts_daemon: z.exactOptional(z.boolean()),
    clock_skew_daemon: z.exactOptional(z.boolean()),
    network_daemon: z.exactOptional(z.boolean()),
  })
  .refine(...keysMeet({ minProperties: 1 }));

const InstanceSetup = z
  .strictObject({
    host_key_types: z.exactOptional(z.array(z.unknown())),
    optimize_local_ssd: z.exactOptional(z.boolean()),
    network_enabled: z.exactOptional(z.boolean()),
    set_boto_config: z.exactOptional(z.boolean()),
    set_host_keys: z.exactOptional(z.boolean()),
    set_multiqueue: z.exactOptional(z.boolean()),
  })
  .refine(...keysMeet({ minProperties: 1 }));

const IpForwarding = z
  .strictObject({
    ethernet_proto_id: z.exactOptional(z.string()),
    ip_aliases: z.exactOptional(z.boolean()),
    target_instance_ips: z.exactOptional(z.boolean()),
  })
  .refine(...keysMeet({ minProperties: 1 }));

const MetadataScripts = z
  .strictObject({
    default_shell: z.exactOptional(z.string()),
    run_dir: z.exactOptional(z.string()),
    startup: z.exactOptional(z.boolean()),
    shutdown: z.exactOptional(z.boolean()),
  })
  .refine(...keysMeet({ minProperties: 1 }));

const NetworkInterfaces = z
  .strictObject({
    setup: z.exactOptional(z.boolean()),
    ip_forwarding: z.exactOptional(z.boolean()),
    dhcp_command: z.exactOptional(z.string()),
  })
  .refine(...keysMeet({ minProperties: 1 }));

/** Options of `org.osbuild.gcp.guest-agent.conf`, in the order in which they are written. */
export const gcpGuestAgentConf = z.strictObject({
  config_scope: z.exactOptional(z.literal(['distro', 'instance'])),
  config: z
    .strictObject({
      Accounts: z.exactOptional(Accounts),
      Daemons: z.exactOptional(Daemons),
      InstanceSetup: z.exactOptional(InstanceSetup),
      IpForwarding: z.exactOptional(IpForwarding),
      MetadataScripts: z.exactOptional(MetadataScripts),
      NetworkInterfaces: z.exactOptional(NetworkInterfaces),
    })
    .refine(...keysMeet({ minProperties: 1 })),
});
