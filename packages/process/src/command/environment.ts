/** The variables of a process by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;
