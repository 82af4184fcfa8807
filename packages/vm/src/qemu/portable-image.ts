import { crc32, deflateSync } from 'node:zlib';
import { Fault } from '@bootwright/core';

/** Converts a screen dump of QEMU (portable pixmap, P6, 8 bits) to PNG (RFC 2083). Fault: `boot/screenshot`. */
export function pngOfPixmap(pixmap: Uint8Array): Uint8Array {
  const header = /^P6\s+(\d{1,5})\s+(\d{1,5})\s+255\s/.exec(Buffer.from(pixmap.subarray(0, 64)).toString('latin1'));
  const [width, height] = [Number(header?.[1]), Number(header?.[2])];
  const rowLength = width * 3;
  const start = header?.[0].length ?? 0;
  if (header === null || pixmap.length < start + rowLength * height || width === 0 || height === 0) {
    throw new Fault('boot/screenshot', 'QEMU returned no screen dump', {
      hint: 'take the screenshot while the machine runs',
    });
  }
  // Each row begins with its filter type: none.
  const rows = Buffer.alloc((rowLength + 1) * height);
  for (let row = 0; row < height; row++) {
    rows.set(pixmap.subarray(start + row * rowLength, start + (row + 1) * rowLength), row * (rowLength + 1) + 1);
  }
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  // 8 bits, red, green and blue.
  size.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
