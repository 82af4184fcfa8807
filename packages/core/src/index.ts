export type { Architecture } from './architecture.ts';
export {
  architectures,
  isOtherArchitecture,
  knownArchitecture,
  nodeArchitecture,
  parseArchitecture,
  uefiArchitectures,
} from './architecture.ts';
export { compareVersions } from './compare-versions.ts';
export type { DebugNamespace, DebugSetting } from './debug/debug-log.ts';
export { debugLog, debugNamespaces, installDebugLog, parseDebugSetting } from './debug/debug-log.ts';
export { maskArguments, maskForm, maskHeaders, maskText, maskUrl } from './debug/mask-secrets.ts';
export type { Defined } from './defined.ts';
export { defined } from './defined.ts';
export { isDigest } from './digest.ts';
export { partitionTypeName } from './disk/partition-type-name.ts';
export {
  defaultSectorSize,
  dpsMountTypes,
  dpsRootTypes,
  dpsUsrTypes,
  partitionTypes,
} from './disk/partition-types.ts';
export { caughtFault } from './faults/caught-fault.ts';
export { alternatives, describeValue, quoted } from './faults/describe-value.ts';
export type { FaultDetails } from './faults/fault.ts';
export { Fault } from './faults/fault.ts';
export { cappedNotices, FaultList, throwFaults } from './faults/fault-list.ts';
export type { DocumentPath, Location, PathStep } from './faults/location.ts';
export { inside, renderLocation, renderPath } from './faults/location.ts';
export { nearest } from './faults/nearest.ts';
export type { Notice } from './faults/notice.ts';
export { grouped } from './grouped.ts';
export { countValues } from './json/count-values.ts';
export type { NumberReading } from './json/exact-json.ts';
export { readExactJson } from './json/exact-json.ts';
export { JsonNumber } from './json/json-number.ts';
export type { JsonObject } from './json/json-object.ts';
export { isObject, listOf, numberOf, objectOf, parsedJson, textOf } from './json/json-object.ts';
export type { JsonReading } from './json/json-text.ts';
export { readJsonText } from './json/json-text.ts';
export { stringEnd } from './json/json-token.ts';
export type { JsonEntry, JsonProblem } from './json/json-walk.ts';
export { deepest, walkJson } from './json/json-walk.ts';
export { isSameArgument, joinCommandLines, splitCommandLine } from './kernel-arguments.ts';
export { largest } from './largest.ts';
export { memberOf } from './member-of.ts';
export { memoized } from './memoized.ts';
export { pushAll } from './push-all.ts';
export type { RandomStream } from './reproducible/go-random.ts';
export { goRandom } from './reproducible/go-random.ts';
export { goSort } from './reproducible/go-sort.ts';
export { randomUuid, randomVolumeId } from './reproducible/random-id.ts';
export { usualUuid } from './reproducible/uuid-text.ts';
export { type RootFilesystem, rootFilesystems } from './root-filesystems.ts';
export type { Reading, SchemaOrigin } from './schema/reading.ts';
export { below } from './schema/reading.ts';
export type { Bytes } from './sizes/bytes.ts';
export { bytes, GiB, KiB, MiB, TiB } from './sizes/bytes.ts';
export { exactSize } from './sizes/exact-size.ts';
export type { SizeReading } from './sizes/size-text.ts';
export { formatBytes, interpretByteCount, interpretSize, parseSize, roundedSize } from './sizes/size-text.ts';
export { base64Text } from './text/base64-text.ts';
export { counted } from './text/counted.ts';
export { cutName, cutNames } from './text/cut-names.ts';
export { shellQuoted, shellText } from './text/shell-text.ts';
export { replaceUnsafe, shownLine, shownName, shownOutput, shownText, withoutUnsafe } from './text/shown-text.ts';
export { withSnakeCaseKeys } from './text/snake-case.ts';
export { terminalText } from './text/terminal-text.ts';
export type { TextOrigin } from './text/text-origin.ts';
export type { Position } from './text/text-position.ts';
export { LineCursor, positionAt, withoutMark } from './text/text-position.ts';
export { cutToWidth, leading, padded, textWidth } from './text/text-width.ts';
export { utf8Length } from './text/utf8-length.ts';
export { trimmedWhiteSpace, wordsOf } from './text/white-space.ts';
export { unreachable } from './unreachable.ts';
