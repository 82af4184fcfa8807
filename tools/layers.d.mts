import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

export declare const layers: readonly { readonly layer: number; readonly name: string }[];
export declare const forbidden: IForbiddenRuleType[];
export declare const options: ICruiseOptions;
