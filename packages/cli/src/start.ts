// The bundle starts here. Whatever is imported statically is in chunks next to the bundle, and Node ends with a trace where
// one of them is missing: this file imports none before it can report that.
try {
  await import('./main.ts');
} catch (error) {
  if (!isIncomplete(error)) throw error;
  const code = 'host/installation';
  const message = `the installation of bootwright is incomplete: ${oneLine(error.message)}`;
  const hint = 'reinstall bootwright; where you copied it, copy the folder "chunks" next to it as well';
  process.stderr.write(
    process.argv.includes('--json')
      ? `${JSON.stringify({ level: 'fault', code, message, hint })}\n`
      : `error: ${message} [${code}]\n  help: ${hint}\n`,
  );
  // The status of a missing tool, as exit-status.ts has it.
  process.exitCode = 5;
}

/** A file of the bundle is missing, unreadable, or cut off. */
function isIncomplete(error: unknown): error is Error {
  if (error instanceof SyntaxError) return true;
  return error instanceof Error && 'code' in error && /^(ERR_MODULE_NOT_FOUND|E[A-Z]+)$/.test(String(error.code));
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
