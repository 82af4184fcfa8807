import { basename } from 'node:path';
import { parseBuildRequestValue } from '@bootwright/build-request';
import { parseContainerInfo, parseIsoDefinition } from '@bootwright/container-facts';
import { Fault, FaultList, type Notice, unreachable } from '@bootwright/core';
import { parseDiskDefinition } from '@bootwright/disk';
import { checkBlueprint } from '@bootwright/frontend-kit';
import { parseCaseFile } from '@bootwright/golden';
import type { ImageType } from '@bootwright/image-types';
import { readInstallText, readKargsText } from '@bootwright/inspect';
import { createManifestSync, mockContainer, mockDepsolve } from '@bootwright/manifest';
import { checkManifest, type ManifestProblem } from '@bootwright/manifest-check';
import type { CommandContext } from '../command.ts';
import { parseJson } from '../files/parse-json.ts';
import { blueprintOrigin, checkBlueprintName, nameOf } from '../manifest/read-blueprint.ts';
import { parseRequestJson } from '../request/parse-request-json.ts';
import type { DocumentKind } from './document-kinds.ts';
import type { ValidateGiven } from './validate-options.ts';

/** What is wrong with a document. */
export interface DocumentFindings {
  readonly faults: readonly Fault[];
  readonly notices: readonly Notice[];
}

/** A document as it was read, with a byte order mark where it has one. */
export interface DocumentText {
  /** `-` for standard input. */
  readonly file: string;
  readonly text: string;
}

/** What documents are checked for. */
export interface DocumentContext extends Pick<ValidateGiven, 'sealed' | 'profile'> {
  /** Whose support of blueprint options is checked; empty: of all disk types together. */
  readonly imageTypes: readonly ImageType[];
}

/** All that is wrong with a document of this kind, and what has no effect in it. */
export function checkDocument(
  kind: DocumentKind,
  { file, text: whole }: DocumentText,
  given: DocumentContext,
  context: CommandContext,
): DocumentFindings {
  const name = nameOf(file);
  const text = whole.replace(/^\uFEFF/, '');
  const profile = given.profile ?? 'reference';
  const quotable = (document: string, format: 'toml' | 'json' | 'yaml') => {
    context.texts.add({ document, file: name, format, text });
    return { document, file: name };
  };
  switch (kind) {
    case 'blueprint': {
      checkBlueprintName(file);
      const origin = blueprintOrigin(file, text, context);
      const imageTypes = given.imageTypes.length === 0 ? {} : { imageTypes: given.imageTypes };
      return checkBlueprint(text, { origin, sealed: given.sealed, profile, ...imageTypes });
    }
    case 'disk.yaml':
      return collected(() => void parseDiskDefinition(text, quotable(kind, 'yaml')));
    case 'iso.yaml':
      return collected(() => void parseIsoDefinition(text, quotable(kind, 'yaml')));
    case 'install-configuration': {
      const source = { text, ...quotable(kind, 'toml') };
      return collected(() => readInstallText(source).notices);
    }
    case 'kargs.d': {
      const source = { text, ...quotable('kargs', 'toml') };
      return collected(() => readKargsText(source).notices);
    }
    case 'request': {
      const at = quotable(kind, 'json');
      return collected(() => {
        const { request, notices } = parseBuildRequestValue(parseRequestJson(text, at), { profile, at });
        return [...notices, ...createManifestSync(request, mockContainer, { depsolve: mockDepsolve }).notices];
      });
    }
    case 'facts': {
      const at = quotable(kind, 'json');
      return collected(() => parseContainerInfo(parseJson(text, at, factsSubject), at).notices);
    }
    case 'cases': {
      const at = quotable(basename(name), 'json');
      return collected(() => void parseCaseFile({ path: basename(name), text }, profile), at);
    }
    case 'manifest': {
      const { errors, warnings } = checkManifest(whole);
      const at = quotable(kind, 'json');
      return {
        faults: errors.map((problem) => new Fault(problem.code, problem.message, placed(problem, at))),
        notices: warnings.map(({ code, message, ...problem }) => ({ code, message, ...placed(problem, at) })),
      };
    }
    default:
      return unreachable(kind);
  }
}

const factsSubject = {
  code: 'request/json',
  subject: 'the file of facts',
  hint: 'give one JSON object; "bootwright schema facts" describes it',
};

function placed({ path, line, column, hint }: Omit<ManifestProblem, 'code' | 'message'>, at: Notice['at']) {
  return { at: { ...at, path, line, column }, ...(hint === undefined ? {} : { hint }) };
}

/** The faults that `work` throws, or the notices that it gives. `at`: the place of all of them. */
function collected(work: () => readonly Notice[] | undefined, at?: Notice['at']): DocumentFindings {
  const faults = new FaultList();
  const notices = faults.collect(work) ?? [];
  return {
    faults: [...faults].map((fault) => (at === undefined ? fault : fault.with({ at: { ...fault.at, ...at } }))),
    notices,
  };
}
