import type { OptionsOf } from '../schema/options-of.ts';
import type { stageSchemas } from '../stage-schemas.ts';

/** The name of a stage, such as `org.osbuild.sfdisk`. */
export type StageType = keyof typeof stageSchemas;

/** The type of the options of every stage of osbuild. */
export type StageOptions = { readonly [Type in StageType]: OptionsOf<(typeof stageSchemas)[Type]> };
