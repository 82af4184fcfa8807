import type { Command, Owner } from '@bootwright/process';
import { ownerLabels, renderCommand } from '@bootwright/process';
import type { EngineName } from './engine-image.ts';

/*
 * A cleanup process is a shell that takes a resource of an engine, reports it on standard output, waits for the end of its
 * standard input and gives the resource back. The input ends with the process at its other end, however that ends, so that
 * nothing is left of a killed process. Signals and a closed output do not stop the cleanup.
 */
const deaf = "trap '' PIPE INT TERM HUP";
const untilInputEnds = 'while read -r line; do :; done';

/** A container to create. */
export interface NewContainer {
  readonly engine: EngineName;
  readonly name: string;
  readonly owner: Owner;
  readonly imageId: string;
}

/** Never started: its files are exported. */
export function createContainer(container: NewContainer): Command {
  return [container.engine, 'create', ...containerOptions(container), container.imageId, '/bootwright-never-runs-this'];
}

/** Seconds after which it ends by itself, if nothing removes it. */
const longestLife = 3600;

/**
 * Runs and does nothing, as image-builder runs it (pkg/bootc/resolver.go): commands are started in it. It needs no `--init`
 * to pass on signals, as it is killed.
 */
export function runContainer(container: NewContainer): Command {
  const options = ['--detach', '--rm', ...containerOptions(container), '--stop-timeout', '0', '--entrypoint', 'sleep'];
  return [container.engine, 'run', ...options, container.imageId, `${longestLife}`];
}

function containerOptions({ name, owner }: NewContainer): readonly string[] {
  const labels = Object.entries(ownerLabels(owner)).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
  return ['--name', name, ...labels, '--network', 'none'];
}

/** The cleanup process of a container that `make` creates. Its line is its process id. */
export function containerCleanup({ engine, name }: NewContainer, make: Command): Command {
  const remove = renderCommand([engine, 'rm', '--force', '--volumes', name]);
  const look = renderCommand([engine, 'container', 'inspect', name]);
  const script = [
    deaf,
    // The engine may be removing it already.
    `remove() { for try in 1 2 3 4 5 6 7 8 9; do ${remove} && return; ${look} || return 0; sleep 1; done; return 1; }`,
    `if ${renderCommand(make)} </dev/null >/dev/null`,
    `then echo "$$"; ${untilInputEnds}; remove </dev/null >/dev/null`,
    'else code=$?; remove </dev/null >/dev/null 2>&1; exit "$code"; fi',
  ];
  return ['sh', '-c', script.join('\n')];
}

/** Before the `PID:START` of a cleanup process in the name of its note. */
export const notePrefix = 'bootwright-mount-';

/**
 * The cleanup process of a mounted image of podman's storage, by name or id. Its line is its process id and podman's output,
 * which `parseMountedImage` reads. An image that is mounted several times is unmounted with the last of them, so that each
 * mount is given back once: by its id, as its name may belong to another image by then. As long as it is mounted, a file
 * with podman's output is in the directory `notes`, if given, named after the cleanup process.
 */
export function mountCleanup(image: string, options: { readonly rootless: boolean; readonly notes?: string }): Command {
  const notes = options.notes === undefined ? '' : renderCommand([options.notes]);
  const script = [
    deaf,
    `mounted=$(${renderCommand(['podman', 'image', 'mount', '--format', 'json', image])} </dev/null) || exit`,
    // JSON has line breaks between tokens only.
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
