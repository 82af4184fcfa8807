export interface GlossaryUse {
  readonly file: string;
  readonly line: number;
  readonly found: string;
  readonly around: string;
}
export function findings(file: string, text: string): readonly GlossaryUse[];
export function checkGlossary(paths?: readonly string[]): readonly string[];
