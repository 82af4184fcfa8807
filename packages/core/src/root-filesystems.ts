/** Root file systems that bootc installs to. */
export const rootFilesystems = ['ext4', 'xfs', 'btrfs'] as const;

export type RootFilesystem = (typeof rootFilesystems)[number];
