import type { CodeTexts } from '../explanation.ts';

/** Codes that both engines have: `name` is how sentences write the engine, `other` what its program may be an alias of. */
const codesOf = (program: string, name: string, other: string): CodeTexts => ({
  [`${program}/answer`]: {
    what: `${name} printed nothing usable about the image.`,
    why: 'Another version, or a wrapper, prints another form.',
    cure: `Run \`${program} image inspect NAME\` by hand to see what it prints.`,
    example: `an alias ${program}=${other}`,
  },
  [`${program}/architecture`]: {
    what: 'This machine cannot run programs of the image.',
    why: 'They are for another architecture.',
    cure: 'Use `--by read`, or install qemu-user-static.',
    example: 'exec format error',
  },
  [`${program}/failed`]: {
    what: `${name} failed.`,
    why: 'The message quotes what it printed.',
    cure: `Run \`${program} image inspect NAME\` by hand, or read the image from elsewhere.`,
    example: 'a damaged storage',
  },
  [`${program}/no-sleep`]: {
    what: 'The image has no program sleep.',
    why: 'sleep keeps the container running, so that commands can run in it.',
    cure: 'Name a bootable container, or use `--by read`.',
    example: 'an image FROM scratch',
  },
  [`${program}/not-removed`]: {
    what: `${name} did not remove a container.`,
    why: 'It is in use.',
    cure: `Remove it with \`${program} rm --force\`.`,
    example: 'a container that hangs after an inspection',
  },
  [`${program}/space`]: {
    what: `There is no space left in ${name}'s storage.`,
    why: 'Layers are unpacked there.',
    cure: `Free some with \`${program} system prune\`.`,
    example: 'no space left on device',
  },
});

export const engineCodes: CodeTexts = {
  ...codesOf('docker', 'Docker', 'podman'),
  ...codesOf('podman', 'podman', 'docker'),
};
