import type { Location, Notice } from '@bootwright/core';
import { type DepartureName, departureNotice, type Profile } from './profile.ts';

/** Collects, while a plan is made, what is ignored or changed. */
export class Counsel {
  readonly profile: Profile;
  private readonly collected: Notice[] = [];
  private readonly departed: Set<DepartureName> = new Set();

  constructor(profile: Profile) {
    this.profile = profile;
  }

  /** In the order in which they arose. */
  get notices(): readonly Notice[] {
    return this.collected;
  }

  /** What the profile mended so far. */
  get mended(): readonly DepartureName[] {
    return [...this.departed];
  }

  note(notice: Notice): void {
    this.collected.push(notice);
  }

  /** Whether the profile mends what the entry names; where it does not, that is noted, with its `subject`. */
  mends(name: DepartureName, at?: Location, subject?: string): boolean {
    if (this.profile === 'recommended') {
      this.departed.add(name);
      return true;
    }
    this.note(departureNotice(name, at, subject));
    return false;
  }
}
