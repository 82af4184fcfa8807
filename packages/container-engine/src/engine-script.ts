import type { Command, Owner } from '@bootwright/process';
import { ownerLabels, renderCommand } from '@bootwright/process';
import type { EngineName } from './engine-image.ts';

/*
 * A guardian is a shell that takes something of an engine, says so on standard output, waits for the end of its
 * standard input and gives back what it took. The input ends with whoever holds its other end, however that ends, so
 * that nothing is left even of a process that was killed. Signals and a closed output do not keep it from tidying up.
 */
const deaf = "trap '' PIPE INT TERM HUP";
const untilInputEnds = 'while read -r line; do :; done';

/** A container as it is made here. */
export interface NewContainer {
  readonly engine: EngineName;
  readonly name: string;
  readonly owner: Owner;
  readonly imageId: string;
}

/** Never started: a place from which the files of the image can be exported. */
export function createContainer(container: NewContainer): Command {
  return [container.engine, 'create', ...containerOptions(container), container.imageId, '/bootwright-never-runs-this'];
}

/** Ends by itself after so long, in seconds, should nobody be left to remove it. */
const longestLife = 3600;

/**
 * Runs and does nothing, as image-builder runs it (pkg/bootc/resolver.go): what it is asked is started in it. It has no
 * `--init`: it is killed, so that nothing needs to hand on signals in it.
 */
export function runContainer(container: NewContainer): Command {
  const options = ['--detach', '--rm', ...containerOptions(container), '--stop-timeout', '0', '--entrypoint', 'sleep'];
  return [container.engine, 'run', ...options, container.imageId, `${longestLife}`];
}

function containerOptions({ name, owner }: NewContainer): readonly string[] {
  const labels = Object.entries(ownerLabels(owner)).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
  return ['--name', name, ...labels, '--network', 'none'];
}

/** The guardian of a container that `make` makes. Its line is its process id. */
export function containerCleanup({ engine, name }: NewContainer, make: Command): Command {
  const remove = renderCommand([engine, 'rm', '--force', '--volumes', name]);
  const look = renderCommand([engine, 'container', 'inspect', name]);
  const script = [
    deaf,
    // The engine may be removing it already; gone is gone.
    `remove() { for try in 1 2 3 4 5 6 7 8 9; do ${remove} && return; ${look} || return 0; sleep 1; done; return 1; }`,
    `if ${renderCommand(make)} </dev/null >/dev/null`,
    `then echo "$$"; ${untilInputEnds}; remove </dev/null >/dev/null`,
    'else code=$?; remove </dev/null >/dev/null 2>&1; exit "$code"; fi',
  ];
  return ['sh', '-c', script.join('\n')];
}

/** Before the `PID:START` of a guardian in the name of its note. */
export const notePrefix = 'bootwright-mount-';

/**
 * The guardian of a mounted image of podman's storage, which is named or has an id. Its line is its process id and what
 * podman says of the mount, as `parseMountedImage` reads it. An image that is mounted several times is unmounted with the
 * last of them, so that each mount is given back once: by its id, as its name may be another's by then. In the directory
 * `notes`, where there is one, a file with what podman says stands as long as it is mounted, named after the guardian.
 */
export function mountCleanup(image: string, options: { readonly rootless: boolean; readonly notes?: string }): Command {
  const notes = options.notes === undefined ? '' : renderCommand([options.notes]);
  const script = [
    deaf,
    `mounted=$(${renderCommand(['podman', 'image', 'mount', '--format', 'json', image])} </dev/null) || exit`,
    // Line breaks of JSON stand between its words alone.
    `mounted=$(printf %s "$mounted" | tr -d '\\n')`,
    `id=\${mounted#*\\"id\\"*\\"}; id=\${id%%\\"*}`,
    ...(notes === '' ? [] : [`note=$(set -- $(cat /proc/$$/stat); echo ${notes}/${notePrefix}$$:\${22})`]),
    ...(notes === '' ? [] : ['printf "%s\\n" "$mounted" 2>/dev/null >"$note"']),
    'printf "%s %s\\n" "$$" "$mounted"',
    untilInputEnds,
    `podman image unmount "$id" </dev/null >/dev/null${notes === '' ? '' : ' && rm -f "$note"'}`,
  ];
  return [...(options.rootless ? ['podman', 'unshare'] : []), 'sh', '-c', script.join('\n')];
}
