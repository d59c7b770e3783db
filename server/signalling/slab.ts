/** How much memory is taken at once, in bytes: some forty descriptions of a call. */
const SLAB_BYTES = 256 * 1024;

/** Cuts short-lived buffers out of large pieces of memory: one of a few kB by itself costs as much as passing it on. */
export function createSlab(): (bytes: number) => Buffer {
  let slab = Buffer.alloc(0);
  let used = 0;
  return (bytes) => {
    if (bytes > SLAB_BYTES) return Buffer.allocUnsafeSlow(bytes);
    if (used + bytes > slab.length) [slab, used] = [Buffer.allocUnsafeSlow(SLAB_BYTES), 0];
    used += bytes;
    return slab.subarray(used - bytes, used);
  };
}
