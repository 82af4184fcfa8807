/** A file of a folder, and its path in it. */
export interface FolderFile {
  readonly path: string;
  readonly file: Blob;
}

/** An image layout has a few hundred files; of a folder with more, nothing is read. */
const mostFiles = 20_000;

/**
 * The image layout in a folder (OCI image specification, image-layout.md) as one archive, which reads the files only where
 * it is read. A text says why the folder cannot be read as a layout.
 */
export function folderArchive(files: readonly FolderFile[]): Blob | string {
  if (files.length > mostFiles) return `the folder has more than ${mostFiles} files`;
  const index = files.find(({ path }) => path === 'index.json' || path.endsWith('/index.json'));
  if (index === undefined)
    return 'the folder has no index.json: it is not an image layout, such as "skopeo copy … oci:FOLDER" writes';
  const base = index.path.slice(0, -'index.json'.length);
  const inside = files
    .filter(({ path }) => path.startsWith(base))
    .map(({ path, file }) => ({ name: path.slice(base.length), file }))
    .filter(({ name }) => name === 'oci-layout' || name === 'index.json' || /^blobs\/\w+\/[\w.-]+$/.test(name));
  const parts = inside.flatMap(({ name, file }): readonly BlobPart[] => [
    tarHeader(name, file.size),
    file,
    new Uint8Array((block - (file.size % block)) % block),
  ]);
  return new Blob([...parts, new Uint8Array(2 * block)]);
}

const block = 512;

/** The header of a regular file (POSIX, ustar); sizes from 8 GiB are in base 256. */
function tarHeader(name: string, size: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(block);
  const put = (offset: number, text: string): void => header.set(new TextEncoder().encode(text), offset);
  put(0, name.slice(0, 100));
  put(100, '0000644\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  if (size < 8 ** 11) put(124, `${size.toString(8).padStart(11, '0')}\0`);
  else {
    header[124] = 0x80;
    let rest = size;
    for (let place = 135; place > 124; place -= 1) {
      header[place] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }
  put(136, '00000000000\0');
  put(148, '        ');
  put(156, '0');
  put(257, 'ustar\0');
  put(263, '00');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}
