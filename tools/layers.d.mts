import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

export declare const layers: readonly {
  readonly layer: number;
  readonly name: string;
  /** All of it, or these exports, also run in a browser. */
  readonly browserSafe?: boolean | readonly string[];
}[];
export declare const forbidden: IForbiddenRuleType[];
export declare const options: ICruiseOptions;
