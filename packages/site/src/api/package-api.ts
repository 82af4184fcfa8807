/** A package with all that it exports. */
export interface PackageApi {
  /** Without the scope. */
  readonly name: string;
  readonly description: string;
  readonly readme: string;
  readonly entries: readonly EntryApi[];
}

/** What one `import` of a package gives. */
export interface EntryApi {
  /** `@bootwright/osbuild/schemas` */
  readonly specifier: string;
  readonly exported: readonly ExportApi[];
}

export interface ExportApi {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'type' | 'value';
  /** The text of its doc comment, as Markdown. */
  readonly comment: string;
  /** Its declaration, without the body of a function. */
  readonly declaration: string;
  /** The file of the repository where it is declared. */
  readonly file: string;
  readonly line: number;
}
