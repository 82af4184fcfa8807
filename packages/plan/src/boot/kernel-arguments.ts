import type { PlanContext } from '@bootwright/build-request';
import { type ArgumentUse, argumentProblems } from '@bootwright/container-facts';
import { inside } from '@bootwright/core';
import type { CustomizationFacts } from '../customizations/customization-facts.ts';

const omitAt = { document: 'request', path: ['options', 'bootc', 'omit_default_kernel_args'] };

/** Adds a notice for each of the blueprint's kernel arguments that does not do what its writer means. */
export function noteArguments(
  append: string,
  use: Pick<ArgumentUse, 'storage' | 'isRootPassed' | 'isBootPassed'>,
  { at }: CustomizationFacts,
  context: PlanContext,
): void {
  for (const problem of argumentProblems(append, { ...use, isSigned: false, isPackaged: false })) {
    context.note({ code: 'blueprint/kernel-arguments', ...problem, at: inside(at, 'kernel', 'append') });
  }
}

/** The image type's kernel arguments and the blueprint's, as far as the boot plan allows any. */
export function kernelArguments(facts: CustomizationFacts, context: PlanContext): readonly string[] {
  const { boot, options, customizations, at } = facts;
  const append = customizations.kernel?.append ?? '';
  const permission = boot.channels.kernelArguments;
  if (permission.allowed) {
    const use = {
      storage: boot.storage,
      isRootPassed: facts.mountSpecs?.root?.value !== '',
      isBootPassed: facts.mountSpecs?.boot?.value !== '',
    };
    noteArguments(append, use, facts, context);
    const { kind, kernelArguments: usual } = facts.imageType;
    const isOmitted =
      options.omitDefaultKernelArguments && (kind === 'disk' || context.fixes('kept-arguments', omitAt));
    const defaults = isOmitted ? [] : usual;
    return append === '' ? defaults : [...defaults, append];
  }
  if (append !== '') {
    context.note({
      code: `${permission.because}/kernel-arguments`,
      message: `the kernel arguments ${JSON.stringify(append)} are left out: ${permission.reason}`,
      at: inside(at, 'kernel', 'append'),
      hint: permission.instead,
    });
  }
  return [];
}
