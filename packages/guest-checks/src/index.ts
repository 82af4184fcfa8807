export type { GuestFinding } from './check-guest.ts';
export { checkGuest, encodeFindings } from './check-guest.ts';
export type { GuestCheck } from './guest-checks.ts';
export { guestChecks, guestScript } from './guest-checks.ts';
export type { GuestExpectation } from './guest-expectation.ts';
export { renderGuestExpectation } from './guest-expectation.ts';
export type { CheckOutput, GuestReport } from './guest-report.ts';
export { isReportComplete, parseGuestReport } from './guest-report.ts';
