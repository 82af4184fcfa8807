import { expect, test } from 'vitest';
import { SourceTexts } from '../problems/source-texts.ts';
import { lookOf } from '../terminal/look.ts';
import { renderLint } from './render-lint.ts';

const finding = {
  code: 'sealed/unsigned',
  level: 'warning',
  message: 'the unified kernel image /boot/EFI/Linux/6.12.efi is not signed: firmware with Secure Boot rejects it',
  at: { document: 'boot/EFI/Linux/6.12.efi' },
  hint: 'sign it',
} as const;

test('findings are wrapped to the width of a terminal, and counted', () => {
  expect(renderLint([finding], new SourceTexts(), lookOf({ terminal: true, colour: false, columns: 50 }))).toBe(
    `warning: the unified kernel image
         /boot/EFI/Linux/6.12.efi is not signed:
         firmware with Secure Boot rejects it
         [sealed/unsigned]
  at boot/EFI/Linux/6.12.efi
  help: sign it
0 errors, 1 warning
`,
  );
});
