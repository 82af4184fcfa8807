import { type ParsedRequest, parseBuildRequestValue, type RequestDefaults } from '@bootwright/build-request';
import { parseContainerInfo } from '@bootwright/container-facts';
import { inside, isObject } from '@bootwright/core';
import { inspectTree } from '@bootwright/inspect';
import { parseTree } from './parse-tree.ts';

/** A request from its JSON value. Where it brings a `tree`, the container's facts are read from that tree. */
export function readRequest(value: unknown, defaults: RequestDefaults): ParsedRequest {
  const { at = { document: 'request' } } = defaults;
  if (!isObject(value) || value.tree === undefined) return parseBuildRequestValue(value, defaults);
  const tree = parseTree(value.tree, inside(at, 'tree'));
  const facts = parseContainerInfo(value.container ?? {}, inside(at, 'container'));
  const read = inspectTree(tree, facts.info);
  const parsed = parseBuildRequestValue(value, { ...defaults, container: read.info });
  return { request: parsed.request, notices: [...facts.notices, ...read.notices, ...parsed.notices] };
}
