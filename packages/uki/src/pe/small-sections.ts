import type { Piece, ReadBytes, WorkBudget } from '@bootwright/archive';
import { keepingReader } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { bootProgram } from '../boot-program/boot-program.ts';
import { longestFallbackList } from '../boot-program/fallback-list.ts';
import { certificateTable, kernelHeadLength, peLayout, peSections, relocationBytes } from './pe-sections.ts';

/** The sections of a unified kernel that hold text (UAPI.5); of several with one name the first counts. */
const textSections = ['.osrel', '.uname'] as const;
/** Of which each counts: one for each profile. */
const commandLine = '.cmdline';
/** No real kernel has a longer text; a longer one is not kept. */
const longestSection = 1024 * 1024;
/** What is kept of all command lines of one file; real ones have some hundred bytes. */
const longestCommandLines = 2 * longestSection;

/**
 * What a picture keeps of a PE file: its headers, its sections of text, what tells a boot loader, its relocations and its
 * signatures. Whatever is broken is left for the reader.
 */
export function smallSections(size: number, read: ReadBytes, budget: WorkBudget): readonly Piece[] {
  const { read: keeping, kept } = keepingReader(size, read, budget);
  try {
    const head = Buffer.from(keeping(0, kernelHeadLength)).toString('latin1');
    // What is not a program may be a list of them.
    if (!head.startsWith('MZ')) keeping(0, longestFallbackList);
    const sections = peSections(keeping);
    let left = longestCommandLines;
    for (const section of sections) {
      if (section.name !== commandLine || section.virtualSize > Math.min(left, longestSection)) continue;
      left -= section.virtualSize;
      keeping(section.offset, section.virtualSize);
    }
    for (const name of textSections) {
      const section = sections.find((candidate) => candidate.name === name);
      if (section !== undefined && section.virtualSize <= longestSection) keeping(section.offset, section.virtualSize);
    }
    bootProgram(keeping);
    for (const { offset, size } of relocationBytes(sections, peLayout(keeping, sections))) keeping(offset, size);
    const certificates = certificateTable(keeping);
    if (certificates !== undefined && certificates.size <= longestSection) {
      keeping(certificates.offset, certificates.size);
    }
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'inspect/pe') throw error;
  }
  return kept;
}
