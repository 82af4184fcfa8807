import { defined, isObject } from '@bootwright/core';
import { type ManifestGiven, typesOf } from '../manifest/manifest-options.ts';

/** Some members of a request, as its JSON has them. */
type RequestPart = Readonly<Record<string, unknown>>;

/** A request with what the options say in the place of what it says itself; `addon` is in base64. */
export function withOptions(request: unknown, given: ManifestGiven, addon?: string): unknown {
  return isObject(request) ? merged(request, requestOfOptions(request, given, addon)) : request;
}

function requestOfOptions(
  { container, build_container: builder }: RequestPart,
  given: ManifestGiven,
  addon: string | undefined,
): RequestPart {
  const isForArchitecture = isObject(container) && typeof container.arch === 'string' && container.arch !== '';
  return {
    ...defined({ image_type: typesOf(given)[0], seed: given.seed }),
    container: defined({
      imgref: given.ref,
      // A request for another architecture is a fault, not changed.
      arch: isForArchitecture ? undefined : given.arch,
      default_root_fs: given.bootcDefaultFs,
    }),
    build_container: defined({ imgref: builder === undefined ? undefined : given.buildRef }),
    options: {
      ...defined({ size: given.size }),
      bootc: defined({
        installer_payload_ref: given.installerPayloadRef,
        use_remote_container_source: given.bootcRemote ? true : undefined,
        omit_default_kernel_args: given.bootcNoDefaultKernelArgs ? true : undefined,
      }),
      sealed: defined({
        customizations: given.sealedCustomizations ? true : undefined,
        deliver: given.deliver,
        addon,
      }),
    },
  };
}

/** `base` with the members of `part`, those of inner objects one by one; where `base` is another kind of value, it stays. */
function merged(base: unknown, part: RequestPart): unknown {
  if (base !== undefined && base !== null && !isObject(base)) return base;
  const changes = Object.entries(part).flatMap(([key, value]) => {
    const member = isObject(value) ? merged(base?.[key], value) : value;
    return member === undefined ? [] : [[key, member] as const];
  });
  return changes.length === 0 ? base : { ...base, ...Object.fromEntries(changes) };
}
