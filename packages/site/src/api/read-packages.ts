import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application, type Comment, type DeclarationReflection, ReflectionKind } from 'typedoc';
import { declarationReader } from './declaration-text.ts';
import { listPackages } from './list-packages.ts';
import type { ExportApi, PackageApi } from './package-api.ts';

/** Every published package with what TypeDoc finds in it. */
export async function readPackages(repository: string): Promise<readonly PackageApi[]> {
  const packages = listPackages(repository);
  const entries = packages.flatMap((one) => one.entries.map(({ file }) => join(repository, file)));
  const application = await Application.bootstrap({
    entryPoints: entries,
    tsconfig: join(repository, 'packages/site/tsconfig.api.json'),
    basePath: repository,
    // Their types are checked where they are tested.
    skipErrorChecking: true,
    excludePrivate: true,
    disableGit: true,
    sourceLinkTemplate: '{path}#{line}',
    readme: 'none',
    logLevel: 'Error',
  });
  const project = await application.convert();
  if (project === undefined) throw new Error('TypeDoc cannot read the packages (above)');
  const modules = new Map<string, DeclarationReflection>(
    (project.children ?? []).map((module) => [module.sources?.[0]?.fileName ?? '', module]),
  );
  const declarationOf = declarationReader((file) => readFileSync(join(repository, file), 'utf8'));
  return packages.map((one) => ({
    ...one,
    entries: one.entries.map(({ specifier, file }) => {
      const module = modules.get(file);
      if (module === undefined) throw new Error(`TypeDoc found nothing in ${file}`);
      return { specifier, exported: (module.children ?? []).map((found) => exportOf(found, declarationOf)) };
    }),
  }));
}

function exportOf(reflection: DeclarationReflection, declarationOf: ReturnType<typeof declarationReader>): ExportApi {
  const target = reflection.kindOf(ReflectionKind.Reference) ? referenced(reflection) : reflection;
  const { fileName = '', line = 0 } = target.sources?.[0] ?? target.signatures?.[0]?.sources?.[0] ?? {};
  const comment = target.comment ?? target.signatures?.[0]?.comment;
  return {
    name: reflection.name,
    kind: kindOf(target),
    comment: comment === undefined ? '' : commentText(comment),
    declaration: declarationOf(fileName, target.name, target.type?.toString()),
    file: fileName,
    line,
  };
}

const referenced = (reflection: DeclarationReflection): DeclarationReflection =>
  (
    reflection as DeclarationReflection & { tryGetTargetReflectionDeep?(): DeclarationReflection | undefined }
  ).tryGetTargetReflectionDeep?.() ?? reflection;

function kindOf(reflection: DeclarationReflection): ExportApi['kind'] {
  if (reflection.kindOf(ReflectionKind.Function)) return 'function';
  if (reflection.kindOf(ReflectionKind.Class)) return 'class';
  return reflection.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]) ? 'type' : 'value';
}

function commentText({ summary, blockTags }: Comment): string {
  const text = (parts: readonly { readonly text: string }[]): string => parts.map((part) => part.text).join('');
  const tags = blockTags.map(({ tag, content }) => `**${tag.slice(1)}:** ${text(content)}`);
  return [text(summary), ...tags].join('\n\n').trim();
}
