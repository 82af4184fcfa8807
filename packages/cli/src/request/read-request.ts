import { parseContainerInfo } from '@bootwright/container-facts';
import type { Location } from '@bootwright/core';
import { inspectTree } from '@bootwright/inspect';
import { type ParsedRequest, type Profile, parseBuildRequestValue } from '@bootwright/plan';
import { parseTree } from './parse-tree.ts';

/** A request from its JSON value. Where it brings a `tree`, the container's facts are read from that tree. */
export function readRequest(value: unknown, profile: Profile, at: Location): ParsedRequest {
  if (typeof value !== 'object' || value === null || !('tree' in value) || value.tree === undefined) {
    return parseBuildRequestValue(value, { profile, at });
  }
  const tree = parseTree(value.tree, { ...at, path: ['tree'] });
  const given = 'container' in value ? value.container : {};
  const facts = parseContainerInfo(given, { ...at, path: ['container'] });
  const read = inspectTree(tree, facts.info);
  const parsed = parseBuildRequestValue(value, { profile, at, container: read.info });
  return { request: parsed.request, notices: [...facts.notices, ...read.notices, ...parsed.notices] };
}
