import type { Location, Notice } from '@bootwright/core';
import { differenceNotice, type Profile, type ProfileDifferenceName } from './profile.ts';

/** Collects, while planning, what is ignored or changed. */
export class PlanContext {
  readonly profile: Profile;
  private readonly collected: Notice[] = [];
  private readonly applied: Set<ProfileDifferenceName> = new Set();

  constructor(profile: Profile) {
    this.profile = profile;
  }

  /** In the order in which they arose. */
  get notices(): readonly Notice[] {
    return this.collected;
  }

  /** What the profile fixed so far. */
  get fixed(): readonly ProfileDifferenceName[] {
    return [...this.applied];
  }

  note(notice: Notice): void {
    this.collected.push(notice);
  }

  noteAll(notices: readonly Notice[]): void {
    for (const notice of notices) this.note(notice);
  }

  /** Whether the profile fixes what the entry names; where it does not, that is noted, with its `subject`. */
  fixes(name: ProfileDifferenceName, at?: Location, subject?: string): boolean {
    if (this.profile === 'recommended') {
      this.applied.add(name);
      return true;
    }
    this.note(differenceNotice(name, at, subject));
    return false;
  }
}
