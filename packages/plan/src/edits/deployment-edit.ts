import type { GroupCustomization, UserCustomization } from '@bootwright/blueprint';

/** One change to the deployment after bootc has installed it. */
export type DeploymentEdit =
  | MountsEdit
  | GroupsEdit
  | UsersEdit
  | LiveRootEdit
  | DirectoriesEdit
  | FilesEdit
  | RegistrationEdit
  | IgnitionEdit
  | GrubConsoleEdit;

/** Mounts of the disk plan, written to /etc/fstab or as systemd units. */
export type MountsEdit = FstabEdit | MountUnitsEdit;

export interface FstabEdit {
  readonly kind: 'mounts';
  readonly configuration: 'fstab';
}

export interface MountUnitsEdit {
  readonly kind: 'mounts';
  readonly configuration: 'units';
  /** Whether units are named as systemd escapes paths, also where the reference names them otherwise. */
  readonly systemdNames: boolean;
}

export interface GroupsEdit {
  readonly kind: 'groups';
  readonly groups: readonly GroupCustomization[];
}

/** Passwords are hashed. */
export interface UsersEdit {
  readonly kind: 'users';
  readonly users: readonly UserCustomization[];
}

/**
 * Directories at the root of the file system of the deployment, by which the initramfs recognizes a root of a
 * live system (dmsquash-live).
 */
export interface LiveRootEdit {
  readonly kind: 'live-root';
}

export interface DirectoriesEdit {
  readonly kind: 'directories';
  readonly directories: readonly DirectoryEdit[];
}

export interface FilesEdit {
  readonly kind: 'files';
  readonly files: readonly FileEdit[];
}

interface NodeEdit {
  readonly path: string;
  /** Permission bits. */
  readonly mode?: number;
  /** Name or number. */
  readonly user?: string | number;
  readonly group?: string | number;
}

export interface DirectoryEdit extends NodeEdit {
  /** Whether missing parents are made. */
  readonly parents: boolean;
}

export interface FileEdit extends NodeEdit {
  readonly text: string;
}

/** A service that registers the machine at its first boot, with what it needs. */
export interface RegistrationEdit {
  readonly kind: 'registration';
  readonly service: FirstBootService;
  readonly directories: readonly DirectoryEdit[];
  readonly files: readonly FileEdit[];
}

export interface FirstBootService {
  /** Of the unit. */
  readonly filename: string;
  readonly description: string;
  /** The service runs while this file exists, reads its environment from it, and removes it in the end. */
  readonly environmentFile: string;
  readonly commands: readonly string[];
}

export interface IgnitionEdit {
  readonly kind: 'ignition';
  /** Where the first boot fetches its configuration; none: a plain first boot. */
  readonly urls: readonly string[];
}

export interface GrubConsoleEdit {
  readonly kind: 'grub-console';
  readonly terminalInput: readonly string[];
  readonly terminalOutput: readonly string[];
  readonly serial?: string;
}
