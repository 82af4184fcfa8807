/** Login shells that people name, in the directories in which they name them. */
export const loginShells: readonly string[] = ['/bin', '/usr/bin'].flatMap((directory) =>
  ['bash', 'csh', 'dash', 'fish', 'ksh', 'mksh', 'nu', 'sh', 'tcsh', 'zsh'].map((name) => `${directory}/${name}`),
);
