import type { CpioMember, Packing } from '@bootwright/archive';
import { CpioReader, packingOf, WorkBudget } from '@bootwright/archive';
import { Fault } from '@bootwright/core';
import { peSections, sectionBytes } from '@bootwright/uki';

/** Where dracut writes its list of modules into an initramfs. */
const moduleLists = ['lib64', 'lib', 'usr/lib64', 'usr/lib'].map((directory) => `${directory}/dracut/modules.txt`);
const longestList = 1024 * 1024;
/** Bytes that are read before signals have their turn. */
const portion = 1024 * 1024;
export interface InitramfsReading {
  /** Throws where a file so packed is not to be read; nothing by default. */
  readonly allow?: (packing: 'objcopy' | Packing) => void;
  /** Stop after the first list, without looking whether what follows is sound. By default all is read. */
  readonly stopAtFirst?: boolean;
  /** What the image may cost in all; by default that of an image of which the initramfs is all that is stored. */
  readonly budget?: WorkBudget;
}

/**
 * The names of the dracut modules in an initramfs, as `lsinitrd --mod` lists them: in the order of the archive; none
 * where dracut did not make it. An image may begin with an early archive, which is passed over, then come plain archives,
 * and a compressed one ends it; a unified kernel image is read by its `.initrd` section.
 *
 * Faults: `initramfs/unknown` for bytes of no known kind, `initramfs/packing` for a compression that is not read here,
 * `initramfs/too-large`, and whatever its compression and its archives are broken by (`compression/…`, `cpio/…`).
 */
export async function initramfsModules(image: Uint8Array, reading: InitramfsReading = {}): Promise<readonly string[]> {
  const lists = new ModuleLists(reading.stopAtFirst ?? false);
  try {
    await readImage(image, lists, reading);
  } catch (error) {
    if (error !== enough) throw error;
  }
  return lists.names();
}

async function readImage(image: Uint8Array, lists: ModuleLists, reading: InitramfsReading): Promise<void> {
  const { allow, budget = budgetFor(image) } = reading;
  let rest = image;
  if (image[0] === 0x4d && image[1] === 0x5a) {
    allow?.('objcopy');
    rest = initrdSection(image);
  }
  for (let isFirst = true; rest.length > 0; isFirst = false) {
    const packing = packingOf(rest);
    if (packing !== undefined) {
      await readPacked(rest, packing, { lists, budget, allow });
      return;
    }
    if (!isCpio(rest)) throw unknown(rest);
    const first = isFirst ? new EarlyLook() : undefined;
    const reader = new CpioReader(lists.visitor(first));
    for (let at = 0; at < rest.length && !reader.isComplete; at += portion) {
      reader.push(rest.subarray(at, at + portion));
      await budget.breathe();
    }
    reader.finish();
    lists.endPart(first?.isEarly ?? false);
    rest = withoutPadding(rest.subarray(reader.position));
  }
}

interface PackedReading {
  readonly lists: ModuleLists;
  readonly budget: WorkBudget;
  readonly allow: InitramfsReading['allow'] | undefined;
}

function budgetFor(image: Uint8Array): WorkBudget {
  const budget = new WorkBudget();
  budget.store(image.length);
  return budget;
}

async function readPacked(bytes: Uint8Array, packing: Packing, { lists, budget, allow }: PackedReading): Promise<void> {
  const { name, decompress } = packing;
  if (decompress === undefined) {
    throw new Fault('initramfs/packing', `it is compressed with ${name}, which is not read here`, {
      hint: 'compress it with zstd or gzip: `compress="zstd"` in dracut.conf(5)',
    });
  }
  allow?.(packing);
  const reader = new CpioReader(lists.visitor());
  await decompress(
    bytes,
    (portion) => {
      if (portion.length > budget.left('initramfs bytes')) throw tooLarge(budget.limit('initramfs bytes'));
      budget.spend('initramfs bytes', portion.length);
      reader.push(portion);
    },
    budget,
  );
  reader.finish();
  lists.endPart(false);
}

/** Thrown once the lists are there. */
const enough = new Error('what is looked for was found');

class ModuleLists {
  private readonly stopAtFirst: boolean;
  private text = '';
  private inPart = '';

  constructor(stopAtFirst: boolean) {
    this.stopAtFirst = stopAtFirst;
  }

  visitor(early?: EarlyLook) {
    return {
      wants: (member: CpioMember) => {
        early?.see(member);
        const isList = member.isFile && moduleLists.includes(member.name);
        if (isList && member.size > longestList) throw longList(member);
        return isList || (early?.wants(member) ?? false);
      },
      take: (member: CpioMember, content: Uint8Array) => {
        if (early?.wants(member)) early.take(content);
        else this.add(member, content);
        if (this.stopAtFirst && early === undefined && this.inPart !== '') this.endPart(false);
      },
    };
  }

  /** Lists of an early archive do not count. */
  endPart(isEarly: boolean): void {
    if (isEarly) this.inPart = '';
    this.text += this.inPart;
    this.inPart = '';
    if (this.stopAtFirst && this.text !== '') throw enough;
  }

  names(): readonly string[] {
    return this.text.split('\n').filter((name) => name !== '');
  }

  private add(member: CpioMember, content: Uint8Array): void {
    this.inPart += new TextDecoder().decode(content);
    if (this.text.length + this.inPart.length > longestList) throw longList(member);
  }
}

/** Whether the first archive is one of microcode and firmware, which the kernel reads before it unpacks the rest. */
class EarlyLook {
  isEarly = false;

  see({ name }: CpioMember): void {
    if (isMicrocode(name)) this.isEarly = true;
  }

  wants({ name, isFile, size }: CpioMember): boolean {
    return isFile && name === 'early_cpio' && size <= longestList;
  }

  /** A shell looks whether there is any text. */
  take(content: Uint8Array): void {
    if (content.some((byte) => byte !== 0 && byte !== 0x0a)) this.isEarly = true;
  }
}

// `kernel/*/microcode/*.bin`, as cpio matches it: an asterisk takes slashes as well.
function isMicrocode(name: string): boolean {
  const [start, middle, end] = ['kernel/', '/microcode/', '.bin'];
  const place = name.indexOf(middle, start.length);
  return (
    name.startsWith(start) && name.endsWith(end) && place >= 0 && place + middle.length + end.length <= name.length
  );
}

function initrdSection(image: Uint8Array): Uint8Array {
  const read = (offset: number, length: number) => image.subarray(offset, offset + length);
  const section = peSections(read).find(({ name }) => name === '.initrd');
  if (section !== undefined) return sectionBytes(read, section);
  throw new Fault('initramfs/unknown', 'it is a PE file without an .initrd section', {
    hint: 'rebuild the unified kernel image with ukify',
  });
}

function isCpio(bytes: Uint8Array): boolean {
  return '070701'.split('').every((digit, index) => bytes[index] === digit.charCodeAt(0));
}

function withoutPadding(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length && bytes[start] === 0) start++;
  return bytes.subarray(start);
}

function unknown(bytes: Uint8Array): Fault {
  const hex = [...bytes.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return new Fault('initramfs/unknown', `bytes of no known kind stand where an archive would begin: ${hex}`, {
    hint: 'it is damaged, or no initramfs: rebuild it with dracut',
  });
}

function longList({ name, size }: CpioMember): Fault {
  return new Fault(
    'initramfs/too-large',
    `its ${name}, of ${size} bytes, lists more than the ${longestList} bytes that are read`,
    {
      hint: 'no list of modules has this length: rebuild it with dracut',
    },
  );
}

function tooLarge(most: number): Fault {
  return new Fault('initramfs/too-large', `it unpacks to more than ${most} bytes`, {
    hint: 'no machine would boot it: rebuild it with dracut',
  });
}
