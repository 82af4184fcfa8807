import type { ContainerInfo } from '@bootwright/container-facts';
import { bootcDeployment } from '../boot/boot-plan.ts';
import { sealedChannels } from './sealed-channels.ts';

/** What one channel can give a sealed container. */
export interface SealedOffer {
  readonly channel: 'state' | 'addon' | 'credentials';
  /** Kinds of customizations. */
  readonly gives: readonly string[];
  readonly possible: boolean;
  /** Why it reaches the image, or does not. */
  readonly reason: string;
  /** What it needs; empty where it is impossible. */
  readonly needs: readonly string[];
}

const inState = [
  ...['users', 'groups', 'SSH keys', 'files', 'directories', 'mounts', 'host name', 'time zone', 'locale', 'keyboard'],
  'services',
];

const withoutPasswords = inState.map((kind) => (kind === 'users' ? 'users without passwords' : kind));

const signature = 'a signature of the addon by a key of db or MOK, where Secure Boot is on';

/** What a sealed container can still be given, by channel; nothing for one that is not sealed. */
export function sealedOffers(container: ContainerInfo): readonly SealedOffer[] {
  if (!bootcDeployment(container).sealed) return [];
  const { kernelArguments, deploymentEdits: state } = sealedChannels(container, {});
  const { deploymentEdits: credentials } = sealedChannels(container, { deliver: 'addon' });
  const isWritable = state.allowed && 'isWritable' in state && state.isWritable;
  const hasPasswords = !(state.allowed && 'withoutPasswords' in state);
  const writable = isWritable ? [] : ['"rw" for users, keys, owners and the time zone, which an addon adds'];
  const offer = (
    name: SealedOffer['channel'],
    gives: readonly string[],
    { channel, needs }: { readonly channel: typeof state; readonly needs: readonly string[] },
  ): SealedOffer => ({
    channel: name,
    gives,
    possible: channel.allowed,
    reason: 'reason' in channel ? channel.reason : '',
    needs: channel.allowed ? needs : [],
  });
  return [
    offer('state', hasPasswords ? inState : withoutPasswords, {
      channel: state,
      needs: [...(hasPasswords ? ['systemd 254 for passwords'] : []), ...writable],
    }),
    offer('addon', ['kernel arguments'], { channel: kernelArguments, needs: ['systemd 254', signature] }),
    offer('credentials', inState, { channel: credentials, needs: ['systemd 257', '--deliver addon', signature] }),
  ];
}
