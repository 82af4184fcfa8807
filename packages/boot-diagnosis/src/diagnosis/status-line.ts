/** What systemd prints of a unit on the console: a status in brackets, or a blank field of that width. */
const status = /^(?:\[(?: *[A-Z]+ *|[ *]+)\]| {9}) *[A-Z]/;
/** The same in its log, also in the words of older versions. */
const logged =
  /\bsystemd\[\d+\]: (?:(?:Start|Stopp|Mount|Unmount|Reload|Finish|Listen|Activat|Deactivat|Clos|Expect)(?:ing|ed)\b|Set up |Found device |Created slice |Removed slice |Reached target |Stopped target |Condition check |Dependency failed for )/;

/** Whether a line is about a unit, which it describes in words that may be any text, such as a message of something else. */
export function isStatusLine(line: string): boolean {
  return status.test(line) || logged.test(line);
}
