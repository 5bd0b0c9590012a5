/** Several files in one, which a worker can take apart without reading all of it. Runs everywhere. */

/** Bytes at the beginning, JSON and spaces: where each file stands. */
const HEADER = 1024;

/** Where each file begins and ends, behind the header. */
type Index = Readonly<Record<string, readonly [from: number, to: number]>>;

/** @throws {RangeError} if their names do not fit into the header */
export function packed(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const index: Record<string, [number, number]> = {};
  let end = 0;
  for (const [name, { length }] of Object.entries(files)) {
    index[name] = [end, end + length];
    end += length;
  }
  const header = new TextEncoder().encode(JSON.stringify(index));
  if (header.length > HEADER) throw new RangeError('More files than the header of a pack has room for');
  const pack = new Uint8Array(HEADER + end).fill(0x20, 0, HEADER);
  pack.set(header);
  for (const [name, [from]] of Object.entries(index)) pack.set(files[name] as Uint8Array, HEADER + from);
  return pack;
}

/** Rejects if the Blob is no pack. The function that it resolves with throws RangeError for a file that is not in it. */
export async function unpack(pack: Blob): Promise<(name: string, type?: string) => Blob> {
  const index = JSON.parse(await pack.slice(0, HEADER).text()) as Index;
  return (name, type) => {
    const place = index[name];
    if (place === undefined) throw new RangeError(`No ${name} in this pack`);
    return pack.slice(HEADER + place[0], HEADER + place[1], type);
  };
}
