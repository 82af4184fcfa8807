import { writeFileSync } from 'node:fs';

/**
 * A boot sector that a BIOS starts: it writes the disk from sector 1 on to the first serial port, byte by byte, until
 * it finds one of these.
 *
 *     xor ax,ax; mov ds,ax; mov ss,ax; mov sp,7c00; cld; sti
 *     hlt; hlt; hlt                                               SeaBIOS writes its last line at ticks of the clock
 *     sector: mov si,dap; mov ah,42; int 13; jc halt; mov si,8000; mov cx,512; push dx
 *     byte:   lodsb; cmp al,1; jb halt; je off; cmp al,2; je again; mov ah,al; mov dx,3fd
 *     wait:   in al,dx; test al,20; jz wait; mov dx,3f8; mov al,ah; out dx,al; loop byte; pop dx; inc [dap+8]; jmp sector
 *     again:  pop dx; mov [dap+8],1; jmp sector
 *     off:    mov dx,604; mov ax,2000; out dx,ax                  the power register of q35
 *     halt:   hlt; jmp halt
 *     dap:    16, 0, 1 sector, to 0:8000, from sector 1           of INT 13h AH=42h
 */
const bootSector =
  '31c08ed88ed0bc007cfcfbf4f4f4be5c7cb442cd13723fbe0080b9000252ac3c017233742a3c02741a88c4bafd03eca82074fbbaf80388e0eee2e35a66ff06647cebcb5a66c706647c01000000ebbfba0406b80020eff4ebfd8d740010000100008000000100000000000000';

/** What the machine does behind the text: hang, turn itself off, or begin again without end. */
const ends = { hang: 0, off: 1, again: 2 } as const;

/** Writes a disk for a BIOS that writes `text` on the console. */
export function writeSerialDisk(file: string, text: string | Uint8Array, then: keyof typeof ends): void {
  const sector = Buffer.alloc(512);
  sector.write(bootSector, 'hex');
  sector.writeUInt16LE(0xaa55, 510);
  // Control bytes are not part of the text.
  const bytes = Uint8Array.from(Buffer.from(text)).filter((byte) => byte > 2);
  // A BIOS ignores a disk of less than a cylinder.
  const disk = Buffer.alloc(Math.max(1024 * 1024, Math.ceil((bytes.length + 513) / 512) * 512));
  disk.set(sector, 0);
  disk.set(bytes, 512);
  disk[512 + bytes.length] = ends[then];
  writeFileSync(file, disk);
}
